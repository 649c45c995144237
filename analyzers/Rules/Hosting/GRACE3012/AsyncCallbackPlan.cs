using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Plans;
using GracefulAnalyzers.Program.Hosting;
using GracefulAnalyzers.Program.Hosting.Drain;
using GracefulAnalyzers.Tokens;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace GracefulAnalyzers.Rules.Hosting.GRACE3012;

/// <summary>Works out who can await the callback instead; where nobody can without a change of the program's design, it says why.</summary>
internal sealed class AsyncCallbackPlan(ShutdownModel model)
{
    private static readonly (FixPlan, string?) Stuck =
        (FixPlan.Empty, "The timer cannot become a loop where it stands: it is used elsewhere, more code follows it, or its callback or period cannot be "
            + "moved.");

    private const string Lifetime = "Microsoft.Extensions.Hosting.IHostApplicationLifetime::";

    /// <summary>A timer of a BackgroundService becomes the loop of its ExecuteAsync.</summary>
    public (FixPlan Plan, string? Unfixable) OfTimer(IObjectCreationOperation timer, UnawaitedCallback callback)
    {
        if (timer.Syntax.FirstAncestorOrSelf<StatementSyntax>() is not { Parent: BlockSyntax { Parent: MethodDeclarationSyntax method } block } statement
            || model.Bodies.ModelOf(timer.Syntax.SyntaxTree).GetDeclaredSymbol(method) is not IMethodSymbol member
            || model.Get<HostedServices>().Of(member.ContainingType) is not { IsBackgroundService: true } service
            || !SymbolEqualityComparer.Default.Equals(service.Execute, member) || member.Parameters is not [{ Name: not "_" } token])
        {
            return (FixPlan.Empty, "The timer is not made by a statement of its own in the ExecuteAsync of a BackgroundService, which could become its loop.");
        }

        if (HolderOf(timer) is not { } holder || !IsLast(block, statement)
            || !new TimerToLoop(model, service,
                new StartedWork(timer, WorkKind.AsyncTimer, callback.Function, null, Repeats: false, member)).CanBecomeLoopInPlace(member))
        {
            return Stuck;
        }

        var steps = new List<FixStep> { new LoopInPlace(timer.Syntax.GetLocation(), token.Name, (holder as IFieldSymbol)?.Name) };
        steps.AddRange(block.Statements.SkipWhile(other => other != statement).Skip(1).Select(static rest => new DropWithTimer(rest.GetLocation())));
        steps.AddRange(TokensIn(callback, call => model.Catalogue.RoleOf(call.TargetMethod) is Role.Wait or Role.Receive or Role.Generate ? token.Name : null));
        return AddDrops(holder, member, steps) ? (FixPlan.Of(steps), null) : Stuck;
    }

    /// <summary>A callback of the host's lifetime becomes a method that the host calls at the same time and awaits.</summary>
    public (FixPlan Plan, string? Unfixable) OfRegistration(IInvocationOperation call, UnawaitedCallback callback)
    {
        var name = call.Instance?.Unwrapped() switch
        {
            IPropertyReferenceOperation { Property: var token } when model.Catalogue.Matches(token, Lifetime + "ApplicationStopping") => "StoppingAsync",
            IPropertyReferenceOperation { Property: var token } when model.Catalogue.Matches(token, Lifetime + "ApplicationStopped") => "StoppedAsync",
            _ => null,
        };
        if (name is null)
        {
            return (FixPlan.Empty, "Only what is registered on ApplicationStopping or ApplicationStopped has a method of IHostedLifecycleService that the "
                + "host would await instead.");
        }

        if (call.Arguments.Length != 1
            || call.Parent is not IExpressionStatementOperation
            {
                Syntax: ExpressionStatementSyntax { Parent: BlockSyntax { Parent: BaseMethodDeclarationSyntax method } },
            }
            || model.Bodies.ModelOf(call.Syntax.SyntaxTree).GetDeclaredSymbol(method) is not IMethodSymbol member
            || model.Get<HostedServices>().Of(member.ContainingType) is not { } service
            || !IsOnce(member, service))
        {
            return (FixPlan.Empty, "The callback is not registered by a statement of its own in the constructor, StartAsync or ExecuteAsync of a hosted "
                + "service, which could await it.");
        }

        if (model.Types.Is(service.Type, GenericHost.IHostedLifecycleService) || !model.Types.Has(GenericHost.IHostedLifecycleService)
            || service.Type.IsAbstract || service.Type.GetMembers(name).Length > 0
            || (call.Instance is IPropertyReferenceOperation { Instance: { } lifetime } && LeavesUnread(lifetime, service.Type))
            || !TimerToLoop.IsMovable(model, service, callback.Function))
        {
            return (FixPlan.Empty, "The hosted service cannot take the callback as its method: it has such methods already, is abstract, "
                + "the callback sees locals of this method, or the host is older than .NET 8.");
        }

        // The token of the host's methods is a deadline, a fair bound for anything.
        return (FixPlan.Of(TokensIn(callback, static _ => "cancellationToken").Prepend(new MoveToLifecycle(call.Syntax.GetLocation(), name))), null);
    }

    // In the method that a lambda moves into there is a token, so its calls must say whether they want it.
    private IEnumerable<FixStep> TokensIn(UnawaitedCallback callback, Func<IInvocationOperation, string?> token) =>
        callback.Function.MethodKind == MethodKind.AnonymousFunction && model.Bodies.Of(callback.Function) is { } body
            ? body.OwnDescendants().OfType<IInvocationOperation>()
                .Select(call => (Call: call, Slot: TokenSlot.Of(call), List: (call.Syntax as InvocationExpressionSyntax)?.ArgumentList))
                .Where(static given => given is { Slot.CollectFrom: null, List: not null })
                .Select(given => new GiveToken(
                    Location.Create(given.List!.SyntaxTree, new TextSpan(given.List.CloseParenToken.SpanStart, 0)),
                    given.Slot!.Name,
                    token(given.Call)))
            : [];

    private static bool IsOnce(IMethodSymbol member, HostedService service) =>
        member.MethodKind == MethodKind.Constructor || SymbolEqualityComparer.Default.Equals(member, service.Start)
            || SymbolEqualityComparer.Default.Equals(member, service.Execute);

    // A primary constructor's parameter that nobody reads any more is a warning.
    private bool LeavesUnread(IOperation lifetime, INamedTypeSymbol type) =>
        lifetime.Unwrapped() is IParameterReferenceOperation { Parameter: var parameter } && TimerToLoop.IsOfType(parameter)
        && model.Bodies.FactsOf(type)
            .All.Count(operation => operation is IParameterReferenceOperation reference
                && SymbolEqualityComparer.Default.Equals(reference.Parameter, parameter)) == 1;

    // The local or field that the timer is put into; anything else keeps it alive for somebody.
    private static ISymbol? HolderOf(IObjectCreationOperation timer)
    {
        IOperation value = timer;
        while (value.Parent is IConversionOperation)
        {
            value = value.Parent;
        }

        return value.Parent switch
        {
            ISimpleAssignmentOperation { Target: IFieldReferenceOperation { Field: { DeclaredAccessibility: Accessibility.Private,
                IsStatic: false } field } } => field,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
            _ => null,
        };
    }

    // Behind the timer the method has nothing left to do but to return, or to wait for the stop.
    private static bool IsLast(BlockSyntax block, StatementSyntax statement) =>
        block.Statements.SkipWhile(other => other != statement).Skip(1).ToList()
            is [] or [ReturnStatementSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: nameof(Task.CompletedTask) } }]
            or [ExpressionStatementSyntax
            {
                Expression: AwaitExpressionSyntax
                {
                    Expression: InvocationExpressionSyntax
                    {
                        Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: nameof(Task.Delay) },
                        ArgumentList.Arguments: [_, _],
                    },
                },
            }]
        && !block.Statements.SkipWhile(other => other != statement).Skip(1)
            .Any(static rest => rest.GetLeadingTrivia().Concat(rest.GetTrailingTrivia()).Any(static trivia => trivia.ToString().Trim().Length > 0));

    private bool AddDrops(ISymbol holder, ISymbol member, List<FixStep> steps)
    {
        foreach (var reference in model.Bodies.FactsOf(member.ContainingType).All)
        {
            var held = reference switch
            {
                IFieldReferenceOperation field => (ISymbol)field.Field,
                ILocalReferenceOperation local => local.Local,
                _ => null,
            };
            if (!SymbolEqualityComparer.Default.Equals(held, holder)
                || reference.Parent is ISimpleAssignmentOperation { Value: var value } && value.Unwrapped() is IObjectCreationOperation)
            {
                continue;
            }

            var call = reference.Parent is IConditionalAccessOperation access ? access.WhenNotNull : reference.Parent;
            if (call is not IInvocationOperation { TargetMethod.Name: "Dispose" or "DisposeAsync" or "Change" }
                || reference.Syntax.FirstAncestorOrSelf<StatementSyntax>() is not ExpressionStatementSyntax statement)
            {
                return false;
            }

            steps.Add(new DropWithTimer(statement.GetLocation()));
        }

        return true;
    }
}
