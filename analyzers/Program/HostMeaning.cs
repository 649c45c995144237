using GracefulAnalyzers.Code;
using GracefulAnalyzers.Program.Hosting;
using GracefulAnalyzers.Program.Requests;
using GracefulAnalyzers.Tokens;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Program;

/// <summary>Endpoints and hosted services, as the floor of tokens asks for them.</summary>
internal sealed class HostMeaning(ShutdownModel model) : IHostMeaning
{
    public bool IsRequestHandler(IMethodSymbol function) => model.Get<Endpoints>().IsHandler(function);

    public bool IsHosted(INamedTypeSymbol type) => model.Get<HostedServices>().Of(type) is not null;
}
