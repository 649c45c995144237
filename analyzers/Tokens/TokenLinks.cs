using GracefulAnalyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Tokens;

/// <summary>The tokens that a linked source is linked to.</summary>
internal static class TokenLinks
{
    /// <summary>The tokens given to CreateLinkedTokenSource, an opaque list of tokens as itself; null for other calls.</summary>
    public static IEnumerable<IOperation>? Of(IInvocationOperation call) =>
        call.TargetMethod.IsMember("System.Threading.CancellationTokenSource", nameof(CancellationTokenSource.CreateLinkedTokenSource))
            ? call.Arguments.SelectMany(static argument => Elements(argument.Value.Unwrapped()))
            : null;

    /// <summary>The elements of an array, a collection expression or loose arguments; anything else is its own only element.</summary>
    public static IEnumerable<IOperation> Elements(IOperation tokens) => tokens switch
    {
        IArrayCreationOperation { Initializer: { } listed } => listed.ElementValues,
        ILocalReferenceOperation { IsDeclaration: false } local
            when !local.Type.IsCancellationToken() && !local.Type.IsTask() && ReachingValues.Of(local).ToList() is [var only] => Elements(only.Unwrapped()),
        // Known to the compiler of the editor, not to the one that this is built against.
        { Syntax.RawKind: (int)SyntaxKind.CollectionExpression } => tokens.ChildOperations,
        { IsImplicit: true } span when span.Type.IsNamed("System.ReadOnlySpan") => tokens.ChildOperations,
        _ => [tokens],
    };
}
