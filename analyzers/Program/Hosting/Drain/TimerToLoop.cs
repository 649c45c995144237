using GracefulAnalyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Program.Hosting.Drain;

/// <summary>Says whether a timer with an async callback can be written as a loop over a <c>PeriodicTimer</c>.</summary>
internal sealed class TimerToLoop(ShutdownModel model, HostedService service, StartedWork work)
{
    /// <summary>True when the loop can be a method of its own.</summary>
    public bool CanBecomeLoop() =>
        work.Start.Syntax.FirstAncestorOrSelf<StatementSyntax>() is ExpressionStatementSyntax && CanBecomeLoop(place: null);

    /// <summary>True when the loop can stand in the method that starts the timer, which may read that method's parameters.</summary>
    public bool CanBecomeLoopInPlace(IMethodSymbol place) => CanBecomeLoop(place);

    /// <summary>True when the callback's code can move to a method of the same object.</summary>
    public static bool IsMovable(ShutdownModel model, HostedService service, IMethodSymbol callback) =>
        new TimerToLoop(model, service, null!).IsMovable(callback, place: null);

    private bool CanBecomeLoop(IMethodSymbol? place) =>
        work.Start is IObjectCreationOperation
        {
            Arguments: [{ Parameter.Ordinal: 0 }, { Parameter.Ordinal: 1 } state, { Parameter.Ordinal: 2 } due, { Parameter.Ordinal: 3 } period],
        }
        && state.Value.Unwrapped() is ILiteralOperation or IDefaultValueOperation or IInstanceReferenceOperation
        && IsMovable(due.Value) && IsMovable(period.Value) && !IsNever(period.Value)
        && IsMovable(work.Body!, place) && model.Types.Has("System.Threading.PeriodicTimer");

    // What the loop reads outside the method that started the timer must mean the same there.
    private static bool IsMovable(IOperation value) =>
        !value.DescendantsAndSelf()
            .Any(static operation => operation is ILocalReferenceOperation
                || (operation is IParameterReferenceOperation parameter && !IsOfType(parameter.Parameter)));

    private static bool IsNever(IOperation period) => period.Unwrapped() switch
    {
        { ConstantValue: { HasValue: true, Value: var constant } } => Convert.ToInt64(constant, System.Globalization.CultureInfo.InvariantCulture) <= 0,
        IFieldReferenceOperation { Field.Name: "InfiniteTimeSpan" or "Infinite" or "Zero" } => true,
        _ => false,
    };

    private bool IsMovable(IMethodSymbol callback, IMethodSymbol? place)
    {
        if (model.Bodies.Of(callback) is not { } body)
        {
            return false;
        }

        if (callback.MethodKind == MethodKind.AnonymousFunction)
        {
            return body.Descendants().All(operation => operation switch
            {
                IParameterReferenceOperation parameter => IsInside(parameter.Parameter, body.Syntax)
                    || (place is not null && SymbolEqualityComparer.Default.Equals(parameter.Parameter.ContainingSymbol, place)),
                ILocalReferenceOperation local => IsInside(local.Local, body.Syntax),
                IReturnOperation returned => returned.IsImplicit,
                _ => true,
            }) && body.Syntax is LambdaExpressionSyntax { ContainsDirectives: false } lambda && IsCall(lambda) && !UsesOwnParameter(callback, body);
        }

        // The method changes its signature: nobody else may call it.
        return callback.DeclaredAccessibility == Accessibility.Private && callback is { IsAsync: true, IsStatic: false }
            && SymbolEqualityComparer.Default.Equals(callback.ContainingType, service.Type)
            && !UsesOwnParameter(callback, body)
            && model.Bodies.FactsOf(service.Type).Roots.SelectMany(static root => root.DescendantsAndSelf()).Count(operation => operation switch
            {
                IInvocationOperation call => SymbolEqualityComparer.Default.Equals(call.TargetMethod, callback),
                IMethodReferenceOperation reference => SymbolEqualityComparer.Default.Equals(reference.Method, callback),
                _ => false,
            }) == 1;
    }

    // An async body moves as it is; else the lambda must be one call whose task the loop can await.
    private static bool IsCall(LambdaExpressionSyntax lambda) => lambda.AsyncKeyword.RawKind != 0 || lambda.ExpressionBody switch
    {
        InvocationExpressionSyntax => true,
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Right: InvocationExpressionSyntax } => true,
        _ => false,
    };

    private static bool UsesOwnParameter(IMethodSymbol callback, IOperation body) =>
        body.Descendants().OfType<IParameterReferenceOperation>()
            .Any(reference => SymbolEqualityComparer.Default.Equals(reference.Parameter.ContainingSymbol, callback)
            && reference.Parent is not ISimpleAssignmentOperation { Target: IParameterReferenceOperation { Parameter.Name: "_" } });

    /// <summary>True for a primary constructor's parameter, which is in scope in the whole type.</summary>
    public static bool IsOfType(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
        && constructor.DeclaringSyntaxReferences.Any(static reference => reference.GetSyntax() is TypeDeclarationSyntax);

    private static bool IsInside(ISymbol symbol, SyntaxNode scope) =>
        (symbol is IParameterSymbol parameter && IsOfType(parameter))
        || symbol.DeclaringSyntaxReferences.All(reference => scope.Span.Contains(reference.Span) && reference.SyntaxTree == scope.SyntaxTree);
}
