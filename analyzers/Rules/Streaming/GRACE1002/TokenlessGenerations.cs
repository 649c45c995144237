using GracefulAnalyzers.Code;
using GracefulAnalyzers.Program.Requests;
using GracefulAnalyzers.Tokens;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Streaming.GRACE1002;

/// <summary>Finds model calls of a request that nothing can end.</summary>
internal sealed class TokenlessGenerations(ShutdownModel model)
{
    private const int MaxLocals = 3;

    /// <summary>Where the call takes the token that it lacks; null when it has one, in one way or another, or when it answers no request.</summary>
    public TokenSlot? Of(IInvocationOperation call)
    {
        if (model.Catalogue.RoleOf(call.TargetMethod) != Role.Generate || !IsTokenless(call) || TokenSlot.Of(call) is not { } slot || GetsTokenLater(call))
        {
            return null;
        }

        var paths = model.Get<RequestPaths>().To(call);
        return paths.Count > 0 && !new KeptAnswers(model).IsKept(call, paths) ? slot : null;
    }

    private static bool IsTokenless(IInvocationOperation call) => call.TokenArgument() is not { } token || token.IsOmitted();

    // A sequence that is handed on gets its token from whoever enumerates it, and so does one that is enumerated with a token, if it listens.
    private bool GetsTokenLater(IInvocationOperation call) =>
        StreamingSequences.IsSequence(call.Type, model) && !StreamingSequences.IsDeaf(call.Type, model) && !IsEnumeratedWithout(call, MaxLocals);

    private static bool IsEnumeratedWithout(IOperation sequence, int left)
    {
        var current = sequence;
        while (current.Parent is IConversionOperation or IParenthesizedOperation
            or IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: nameof(Task.ConfigureAwait) } }
            or IInvocationOperation { TargetMethod.Name: nameof(Task.ConfigureAwait) }
            or IArgumentOperation { Parameter.Ordinal: 0,
                Parent: IInvocationOperation { TargetMethod: { IsExtensionMethod: true, ContainingNamespace.Name: "Linq" } } }
            or IInvocationOperation { TargetMethod: { IsExtensionMethod: true, ContainingNamespace.Name: "Linq" } })
        {
            current = current.Parent;
        }

        return current.Parent switch
        {
            IForEachLoopOperation => true,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } when left > 0 =>
                sequence.Root().Descendants().OfType<ILocalReferenceOperation>().Where(use => SymbolEqualityComparer.Default.Equals(use.Local, local)).ToList()
                    is { Count: > 0 } uses
                && uses.TrueForAll(use => IsEnumeratedWithout(use, left - 1)),
            _ => false,
        };
    }
}
