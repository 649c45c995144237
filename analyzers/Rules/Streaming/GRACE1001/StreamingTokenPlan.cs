using GracefulAnalyzers.Code;
using GracefulAnalyzers.Plans;
using GracefulAnalyzers.Program.Queues;
using GracefulAnalyzers.Program.Requests;
using GracefulAnalyzers.Tokens;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Streaming.GRACE1001;

/// <summary>
/// Leads the request's token from the handler to the calls that produce, wait for, and write the stream, and never to an effect:
/// what is saved after the loop must survive the caller.
/// </summary>
internal sealed class StreamingTokenPlan
{
    private readonly IReadOnlyList<StreamPart> _parts;
    private readonly List<FixStep> _steps = [];
    private readonly HashSet<SyntaxNode> _touched = [];

    // What a function calls its token; null because it takes none, or while that is being found out.
    private readonly Dictionary<ISymbol, string?> _named = new(SymbolEqualityComparer.Default);
    private readonly List<(StreamingScope Callee, MethodUses Uses)> _grown = [];
    private readonly HashSet<ISymbol> _inProgress = new(SymbolEqualityComparer.Default);
    private readonly List<(StreamingScope Scope, string Token)> _threaded = [];
    private readonly StreamDemand _demand;
    private readonly StreamingAftermath _aftermath;
    private bool _reachesStream;

    private StreamingTokenPlan(IReadOnlyList<StreamPart> parts)
    {
        _parts = parts;
        _demand = new(parts);
        _aftermath = new(_demand.Responds);
    }

    /// <summary>The steps; or none, and why no way leads to the stream.</summary>
    public static (FixPlan Plan, string? Unfixable) For(StreamingScope handler, IReadOnlyList<StreamPart> parts)
    {
        if (StreamingSignature.OfHandler(handler) is not { } signature)
        {
            return (FixPlan.Empty, "The handler cannot be given a token: its signature is fixed by what it overrides, implements or is passed to.");
        }

        var plan = new StreamingTokenPlan(parts);
        plan._steps.AddRange(signature.Steps);
        plan._named[handler.Function] = signature.Expression;
        plan.Thread(handler, signature.Expression, isStream: false);
        foreach (var (callee, uses) in plan._grown)
        {
            // Calls that this request does not make keep compiling, and keep their own finding.
            var isShared = callee.Function.DeclaredAccessibility is not (Accessibility.Private or Accessibility.NotApplicable)
                || uses.Calls.Any(use => !plan._touched.Contains(use));
            plan._steps.AddRange(StreamingSignature.OfCallee(callee, isShared)!.Steps);
        }

        foreach (var (scope, token) in plan._threaded)
        {
            var isHandler = scope.Function.Equals(handler.Function, SymbolEqualityComparer.Default);
            plan.Keep(scope, token, isHandler);
            plan.LetPass(scope, token, isHandler);
        }

        return plan._reachesStream
            ? (FixPlan.Of(plan._steps), null)
            : (FixPlan.Empty, "Nothing that produces this stream takes a token, and no helper on the way to it can be given one.");
    }

    private bool Thread(StreamingScope scope, string token, bool isStream)
    {
        _threaded.Add((scope, token));
        _aftermath.Enter(scope);
        var before = _steps.Count;
        var reached = false;
        foreach (var operation in scope.Operations)
        {
            if (!StreamingSight.CanSee(operation, scope))
            {
                continue;
            }

            var inStream = isStream || _parts.Any(part => part.Contains(operation));
            if (operation is IInvocationOperation call && !_touched.Contains(call.Syntax) && (isStream || !IsBeforeEffect(call, scope)))
            {
                reached |= ThreadCall(call, scope, token, inStream);
            }
            else if (operation is IForEachLoopOperation { IsAsynchronous: true } loop)
            {
                reached |= ThreadEnumeration(loop, scope, token, inStream);
            }
        }

        return reached || _steps.Count > before;
    }

    private bool ThreadCall(IInvocationOperation call, StreamingScope scope, string token, bool inStream)
    {
        if (scope.Enter(call) is { } callee)
        {
            return !StreamingSight.IsNested(callee, scope) && ThreadCallee(call, callee, token, inStream);
        }

        if (!_demand.Wants(call, scope, inStream) || TokenSlot.Of(call) is not { } slot)
        {
            return false;
        }

        return Add(call.Syntax, new PassToken(call.Syntax.GetLocation(), token, slot.Name, slot.CollectFrom), inStream);
    }

    private bool ThreadCallee(IInvocationOperation call, StreamingScope callee, string token, bool inStream)
    {
        var existing = StreamingSignature.TokenParameter(callee.Function, callee.Model);
        if (_named.TryGetValue(callee.Function, out var known))
        {
            return known is not null && Pass(call, known, token, existing, inStream);
        }

        if (!_demand.ServesStream(callee, inStream, StreamingObservation.Seen(callee.Function)))
        {
            _named[callee.Function] = null;
            return false;
        }

        if (existing is not null)
        {
            _named[callee.Function] = existing.Name;
            var isUsed = StreamingObservation.Uses(callee.Body, callee.Filled(), StreamingObservation.Seen(callee.Function));
            return (Thread(callee, existing.Name, inStream) || isUsed)
                && Pass(call, existing.Name, token, existing, inStream || isUsed)
                && Append(StreamingSignature.Attributed(existing, callee));
        }

        if (StreamingSignature.OfCallee(callee, isOptional: false) is not { } probe
            || MethodUses.Of(callee.Function, callee.Model) is not { IsBoundElsewhere: false } uses)
        {
            _named[callee.Function] = null;
            return false;
        }

        _named[callee.Function] = null;
        _inProgress.Add(callee.Function);
        var isThreaded = Thread(callee, probe.Expression, inStream);
        _inProgress.Remove(callee.Function);
        if (!isThreaded)
        {
            return false;
        }

        _named[callee.Function] = probe.Expression;
        _grown.Add((callee, uses));
        foreach (var again in callee.Operations.OfType<IInvocationOperation>()
            .Where(again => SymbolEqualityComparer.Default.Equals(again.TargetMethod.Definition(), callee.Function)))
        {
            Pass(again, probe.Expression, probe.Expression, null, inStream);
        }

        return Pass(call, probe.Expression, token, null, inStream);
    }

    private bool Pass(IInvocationOperation call, string parameter, string token, IParameterSymbol? existing, bool inStream)
    {
        if (call.Syntax is not InvocationExpressionSyntax syntax)
        {
            return false;
        }

        if (existing is not null)
        {
            // An argument that is there already is its author's.
            return TokenSlot.Of(call) is not { } slot
                ? call.TokenArgument() is { } written && !written.IsOmitted()
                : Add(syntax, new PassToken(syntax.GetLocation(), token, slot.Name, slot.CollectFrom), inStream);
        }

        var isNext = call.Arguments.All(argument => !argument.IsOmitted()) && !syntax.ArgumentList.Arguments.Any(argument => argument.NameColon is not null);
        return Add(syntax, new PassToken(syntax.GetLocation(), token, isNext ? null : parameter, CollectFrom: null), inStream);
    }

    private bool ThreadEnumeration(IForEachLoopOperation loop, StreamingScope scope, string token, bool inStream)
    {
        var source = loop.Collection.Unconfigured();
        if (source is IInvocationOperation { TargetMethod.Name: "WithCancellation" } || StreamingSequences.IsDeaf(source.Type, scope.Model)
            || !StreamingSequences.IsSequence(source.Type, scope.Model) || GetsToken(source, scope, token, inStream)
            || (ValuesOf(source) is { Count: > 0 } values && values.All(value => IsIteratorWithoutToken(value, scope))))
        {
            return false;
        }

        return Add(source.Syntax, new EnumerateWithToken(source.Syntax.GetLocation(), token), inStream);
    }

    private static IReadOnlyList<IOperation> ValuesOf(IOperation source) => source is ILocalReferenceOperation local ? [.. ReachingValues.Of(local)] : [source];

    // An iterator hears the enumeration's token only in a parameter.
    private static bool IsIteratorWithoutToken(IOperation source, StreamingScope scope) =>
        source.Unwrapped() is IInvocationOperation call
        && call.TargetMethod.Definition() is var method
        && scope.Model.Bodies.Declares(method)
        && !method.Parameters.Any(parameter => scope.Model.Types.IsCancellationToken(parameter.Type))
        && scope.Model.Get<EffectsReached>().ImplementationOf(method) is { } implementation
        && StreamingScope.OfHandler(scope.Model, implementation) is { IsIterator: true };

    // A call inside the collection that takes the token leaves nothing for the enumeration to do.
    private bool GetsToken(IOperation source, StreamingScope scope, string token, bool inStream)
    {
        var calls = ValuesOf(source)
            .SelectMany(value => value.DescendantsAndSelf()).OfType<IInvocationOperation>().ToList();
        foreach (var call in calls.Where(call => !_touched.Contains(call.Syntax)))
        {
            ThreadCall(call, scope, token, inStream);
        }

        return calls.Any(call => _touched.Contains(call.Syntax) || _inProgress.Contains(call.TargetMethod.Definition())
            || (call.TokenArgument() is { } written && !written.IsOmitted()));
    }

    private bool Add(SyntaxNode at, FixStep step, bool inStream)
    {
        if (_touched.Add(at))
        {
            _steps.Add(step);
            _reachesStream |= inStream;
        }

        return true;
    }

    private bool Append(IReadOnlyList<FixStep> steps)
    {
        _steps.AddRange(steps);
        return true;
    }

    // Between the stream and what is saved after it, nothing may be cancelled: the saving would not be reached.
    private bool IsBeforeEffect(IInvocationOperation call, StreamingScope scope) =>
        !StreamingAftermath.Around(call).Any(outer => outer is ILoopOperation loop && _demand.IsStream(loop, scope))
        && !_demand.LeadsToStream(call, scope)
        && scope.Operations.Any(operation => operation.Syntax.Span.End <= call.Syntax.SpanStart
            && SymbolEqualityComparer.Default.Equals(operation.EnclosingFunction(), call.EnclosingFunction())
            && (operation is ILoopOperation loop
                ? _demand.IsStream(loop, scope)
                : operation is IInvocationOperation earlier && _demand.LeadsToStream(earlier, scope)))
        && _aftermath.Follows(call, scope);

    // Cancelled, a loop must not take along what comes after it.
    private void Keep(StreamingScope scope, string token, bool isHandler)
    {
        foreach (var loop in scope.Operations.OfType<ILoopOperation>())
        {
            var function = loop.EnclosingFunction() ?? scope.Function;
            if (function.IsAsync && !StreamingSequences.IsSequence(function.ReturnType, scope.Model)
                && (isHandler || IsOurs(function))
                && StreamingSight.CanSee(loop, scope)
                && _demand.IsStream(loop, scope)
                && Takes(loop, token)
                && _aftermath.Follows(loop, scope)
                && StreamingAftermath.CanBeCut(loop, scope.Model)
                && _touched.Add(loop.Syntax))
            {
                _steps.Add(new KeepWhatFollows(loop.Syntax.GetLocation(), token));
            }
        }
    }

    // The reader's leaving passes a catch for failures.
    private void LetPass(StreamingScope scope, string token, bool isHandler)
    {
        foreach (var attempt in StreamingSight.BroadTries(scope))
        {
            if ((isHandler || IsOurs(attempt.EnclosingFunction() ?? scope.Function)) && StreamingSight.CanSee(attempt, scope)
                && attempt.Body.Syntax.DescendantNodes().Any(_touched.Contains)
                && !_steps.Exists(step => step is KeepWhatFollows && step.Where.SourceTree == attempt.Syntax.SyntaxTree
                    && attempt.Body.Syntax.Span.Contains(step.Where.SourceSpan))
                && _touched.Add(attempt.Syntax))
            {
                _steps.Add(new LetCancellationPass(attempt.Syntax.GetLocation(), token));
            }
        }
    }

    // A method that had its token before may have callers who wait for the exception.
    private bool IsOurs(IMethodSymbol function) =>
        function.DeclaredAccessibility is Accessibility.Private or Accessibility.NotApplicable
        || _grown.Any(grown => grown.Callee.Function.Equals(function, SymbolEqualityComparer.Default));

    private bool Takes(ILoopOperation loop, string token) =>
        loop.Syntax.DescendantNodes().Any(_touched.Contains)
        || loop.Descendants().OfType<IParameterReferenceOperation>().Any(use => use.Parameter.Name == token);
}
