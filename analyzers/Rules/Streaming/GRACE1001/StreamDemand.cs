using GracefulAnalyzers.Code;
using GracefulAnalyzers.Program.Requests;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Streaming.GRACE1001;

/// <summary>Says of calls and loops what they have to do with the stream.</summary>
internal sealed class StreamDemand(IReadOnlyList<StreamPart> parts)
{
    /// <summary>True when the call may end with the request: it produces, waits for, reads for, or writes the stream.</summary>
    public bool Wants(IInvocationOperation call, StreamingScope scope, bool inStream) => scope.Model.Catalogue.RoleOf(call.TargetMethod) switch
    {
        Role.Generate or Role.Wait or Role.Receive or Role.Respond => true,
        null => Responds(call, scope)
            || (inStream && (IsEnumerated(call) || parts.Any(part => part.Region.Syntax == call.Syntax)))
            || (Reads(call.TargetMethod) && (inStream || StreamingObservation.Feeds(call, parts))),
        _ => false,
    };

    // What a callback writes to, only the callback's own scope knows.
    public bool Responds(IInvocationOperation call, StreamingScope scope) =>
        scope.IsRespond(call) || parts.Any(part => part.Contains(call) && part.Scope.IsRespond(call));

    private static bool IsEnumerated(IOperation call)
    {
        var current = call.Parent;
        while (current is IConversionOperation or IArgumentOperation { Parameter.Ordinal: 0 }
            or IInvocationOperation { TargetMethod.Name: nameof(Task.ConfigureAwait) or "WithCancellation" })
        {
            current = current.Parent;
        }

        return current is IForEachLoopOperation;
    }

    /// <summary>True for what only reads: it may be cancelled at any time.</summary>
    public static bool Reads(IMethodSymbol method) =>
        ReadingVerbs.Any(verb => IsFirstWord(verb, method.Name))
        && method.Name.IndexOf("OrCreate", StringComparison.Ordinal) < 0 && method.Name.IndexOf("OrAdd", StringComparison.Ordinal) < 0
        && method.Name.IndexOf("And", StringComparison.Ordinal) < 0;

    // Ready is no reading, Waiter is no wait.
    private static bool IsFirstWord(string verb, string name) =>
        name.StartsWith(verb, StringComparison.Ordinal) && (name.Length == verb.Length || !char.IsLower(name[verb.Length]));

    private static readonly string[] ReadingVerbs = ["Read", "Get", "Find", "Fetch", "Query", "Stream", "Enumerate", "Wait", "Next", "MoveNext"];

    /// <summary>True for a loop that produces the stream or runs over it.</summary>
    public bool IsStream(ILoopOperation loop, StreamingScope scope) =>
        parts.Any(part => part.Contains(loop) || new StreamPart(scope, loop).Contains(part.Region))
        || loop.Descendants().OfType<IInvocationOperation>().Any(call => LeadsToStream(call, scope));

    /// <summary>True when the function that is called, or one behind it, produces a part of the stream.</summary>
    public bool LeadsToStream(IInvocationOperation call, StreamingScope scope) => LeadsToStream(call, scope, new(SymbolEqualityComparer.Default));

    private bool LeadsToStream(IInvocationOperation call, StreamingScope scope, HashSet<ISymbol> seen) =>
        parts.Any(part => part.Scope.Function.Equals(call.TargetMethod.Definition(), SymbolEqualityComparer.Default))
        || (scope.Enter(call) is { } inner && seen.Add(inner.Function)
            && inner.Operations.OfType<IInvocationOperation>().Any(next => LeadsToStream(next, inner, seen)));

    private static bool IsEffect(IInvocationOperation call, ShutdownModel model) =>
        model.Catalogue.RoleOf(call.TargetMethod) is Role.Work or Role.Flush or Role.Settle or Role.Drain;

    /// <summary>True for a helper of the stream; one that saves something and generates nothing runs to its end, whoever listens.</summary>
    public bool ServesStream(StreamingScope callee, bool inStream, HashSet<ISymbol> seen)
    {
        if (callee.IsIterator || StreamingSequences.IsSequence(callee.Function.ReturnType, callee.Model)
            || parts.Any(part => part.Scope.Function.Equals(callee.Function, SymbolEqualityComparer.Default)))
        {
            return true;
        }

        var calls = callee.Operations.OfType<IInvocationOperation>().ToList();
        return calls.Any(call => callee.Model.Catalogue.RoleOf(call.TargetMethod) is Role.Generate or Role.Receive || Responds(call, callee)
                || (callee.Enter(call) is { } inner && seen.Add(inner.Function) && ServesStream(inner, inStream: false, seen)))
            || (inStream && !calls.Any(call => IsEffect(call, callee.Model))
                && (Reads(callee.Function) || callee.Operations.OfType<IAwaitOperation>().All(awaited =>
                    awaited.Operation.Unwrapped() is IInvocationOperation waited && callee.Model.Catalogue.RoleOf(waited.TargetMethod) == Role.Wait)));
    }
}
