using System.Collections.Immutable;
using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Program.Queues;

/// <summary>Recognises message handlers in each of the shapes that the catalogue knows.</summary>
internal sealed class QueueHandlers
{
    private readonly ShutdownModel _model;
    private readonly QueueSubscriptions _subscriptions;
    private readonly ILookup<string, (Framework Framework, Handler Entry)> _called;
    private readonly ILookup<string, (Framework Framework, Handler Entry)> _subscribed;
    private readonly ILookup<string, (Framework Framework, Handler Entry)> _pulled;

    public QueueHandlers(ShutdownModel model)
    {
        _model = model;
        _subscriptions = new QueueSubscriptions(model);
        var entries = model.Catalogue.Frameworks.SelectMany(framework => framework.Handlers.Select(entry => (Framework: framework, Entry: entry)))
            .ToImmutableArray();
        AnyRedelivers = entries.Any(pair => pair.Entry.AtLeastOnce);
        _called = ByName(entries, HandlerShape.Override, HandlerShape.InterfaceMethod);
        _subscribed = ByName(entries, HandlerShape.Event, HandlerShape.DelegateArgument);
        _pulled = ByName(entries, HandlerShape.Pull);
    }

    /// <summary>True when a referenced framework can deliver a message twice.</summary>
    public bool AnyRedelivers { get; }

    /// <summary>The handler that a method of a type is: an override, an implementation, or a subscribed method group.</summary>
    public QueueHandler? Of(IMethodSymbol method)
    {
        if (method is not { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation, IsAbstract: false })
        {
            return null;
        }

        foreach (var (framework, entry) in _called[method.Name.Substring(method.Name.LastIndexOf('.') + 1)])
        {
            if (_model.Catalogue.IsCalledByFramework(method, entry.Ref) && IsOwnWork(method, framework))
            {
                return Handler(framework, entry, method);
            }
        }

        foreach (var source in _subscribed.Count > 0 ? _subscriptions.Of(method) : [])
        {
            if (Subscription(source) is { } found)
            {
                return Handler(found.Framework, found.Entry, method);
            }
        }

        return null;
    }

    /// <summary>The lambda or local function that a subscription installs; method groups are found as methods.</summary>
    public QueueHandler? Of(IEventAssignmentOperation subscription) =>
        subscription.Adds && InlineFunction(subscription.HandlerValue) is { } function && Subscription(subscription) is { } found
            ? Handler(found.Framework, found.Entry, function)
            : null;

    /// <summary>The lambda that a call is given as a handler, or the code around a receive call.</summary>
    public QueueHandler? Of(IInvocationOperation call)
    {
        var name = call.TargetMethod.Name;
        foreach (var (framework, entry) in _subscribed[name])
        {
            if (entry.Shape == HandlerShape.DelegateArgument && _model.Catalogue.Matches(call.TargetMethod, entry.Ref))
            {
                return call.Arguments.Select(argument => InlineFunction(argument.Value)).FirstOrDefault(function => function is not null) is { } inline
                    ? Handler(framework, entry, inline)
                    : null;
            }
        }

        foreach (var (framework, entry) in _pulled[name])
        {
            if (_model.Catalogue.Matches(call.TargetMethod, entry.Ref))
            {
                return Puller(framework, entry, call);
            }
        }

        return null;
    }

    private static ILookup<string, (Framework Framework, Handler Entry)> ByName(
        ImmutableArray<(Framework Framework, Handler Entry)> entries, params HandlerShape[] shapes) =>
        entries.Where(pair => shapes.Contains(pair.Entry.Shape)).ToLookup(pair => CatalogueIndex.NameOf(pair.Entry.Ref), StringComparer.Ordinal);

    // A saga's state is keyed by the message; an SDK's own type in source would be a fork of that SDK.
    private bool IsOwnWork(IMethodSymbol method, Framework framework) =>
        _model.Bodies.Declares(method) && !framework.With(Trait.Saga).Any(saga => _model.Types.Is(method.ContainingType, saga));

    private (Framework Framework, Handler Entry)? Subscription(IOperation source)
    {
        var (member, shape) = source switch
        {
            IEventAssignmentOperation { EventReference: IEventReferenceOperation reference } => ((ISymbol)reference.Event, HandlerShape.Event),
            IInvocationOperation call => (call.TargetMethod, HandlerShape.DelegateArgument),
            _ => (null, HandlerShape.Event),
        };
        foreach (var pair in member is null ? [] : _subscribed[member.Name])
        {
            if (pair.Entry.Shape == shape && _model.Catalogue.Matches(member!, pair.Entry.Ref))
            {
                return pair;
            }
        }

        return null;
    }

    private QueueHandler? Handler(Framework framework, Handler entry, IMethodSymbol function) =>
        _model.Bodies.Of(function) is { } body ? new QueueHandler(framework, entry, function, body) : null;

    // What follows a receive call runs once per message: the innermost loop around it, else the function.
    private QueueHandler? Puller(Framework framework, Handler entry, IInvocationOperation call)
    {
        if (_model.Bodies.ModelOf(call.Syntax.SyntaxTree).GetEnclosingSymbol(call.Syntax.SpanStart) is not IMethodSymbol function
            || _model.Bodies.Of(function) is not { } body)
        {
            return null;
        }

        var around = body;
        for (var current = call.Parent; current is not null and not (IAnonymousFunctionOperation or ILocalFunctionOperation); current = current.Parent)
        {
            if (current is ILoopOperation loop)
            {
                around = loop;
                break;
            }
        }

        // A second receive call in the same loop makes no second handler.
        var isFirst = around.OwnDescendants().OfType<IInvocationOperation>()
            .FirstOrDefault(other => _model.Catalogue.Matches(other.TargetMethod, entry.Ref))?.Syntax == call.Syntax;
        return isFirst ? new QueueHandler(framework, entry, function, around) : null;
    }

    // A method of its own is found by its declaration.
    private static IMethodSymbol? InlineFunction(IOperation value) =>
        Delegates.FunctionOf(value) is { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction } function ? function : null;
}
