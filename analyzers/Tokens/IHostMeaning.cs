using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Tokens;

/// <summary>What the host and its frameworks make of user code: a question about tokens whose answer lies a floor higher.</summary>
internal interface IHostMeaning
{
    /// <summary>True when a framework calls the function for a request and fills its token parameter with the request's.</summary>
    bool IsRequestHandler(IMethodSymbol function);

    /// <summary>True for a type that the host starts and stops.</summary>
    bool IsHosted(INamedTypeSymbol type);
}
