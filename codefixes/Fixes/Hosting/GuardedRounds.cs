using GracefulAnalyzers.CodeFixes.Edits;
using GracefulAnalyzers.CodeFixes.Engine;
using GracefulAnalyzers.Plans;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.CodeFixes.Hosting;

/// <summary>A timer goes on when one of its rounds fails; so does the loop, and it tells somebody.</summary>
internal static class GuardedRounds
{
    private const string Logging = "Microsoft.Extensions.Logging";

    /// <summary>True when each round takes its own failures.</summary>
    public static bool AreIn(ExpressionSyntax callback, NewMembers members) => callback switch
    {
        ParenthesizedExpressionSyntax inner => AreIn(inner.Expression, members),
        LambdaExpressionSyntax { Block: { } block } => IsGuarded(block),
        LambdaExpressionSyntax { ExpressionBody: AssignmentExpressionSyntax discard } => IsGuarded(Called(discard.Right), members),
        LambdaExpressionSyntax { ExpressionBody: AwaitExpressionSyntax awaited } => IsGuarded(Called(awaited.Expression), members),
        LambdaExpressionSyntax { ExpressionBody: { } body } => IsGuarded(Called(body), members),
        _ => IsGuarded(NameOf(callback), members),
    };

    /// <summary>The round between braces that take its failure, line by line.</summary>
    public static IEnumerable<string> Lines(string logger, TypeNames names, string unit) =>
    [
        "try",
        "{",
        unit + NewCode.Place + ";",
        "}",
        $"catch ({names.Of("System.Exception")} exception)",
        "{",
        $"{unit}{logger}.LogError(exception, \"A round failed; the next one comes when it is due.\");",
        "}",
    ];

    /// <summary>The type's own logger, else one that it takes like its other dependencies; null when it cannot be given one.</summary>
    public static string? LoggerFor(TurnTimerIntoLoop step, PlanEdits plan, TypeNames names, NewMembers members)
    {
        var type = names.Of(Logging + ".ILogger");
        var logger = step.Logger ?? (members.Declaration is ClassDeclarationSyntax declaration && names.Has(Logging + ".ILogger")
            ? NewDependency.Add(plan.Own, declaration, $"{type}<{declaration.Identifier.Text}{declaration.TypeParameterList}>", ["logger", "log"], plan.Model)
            : null);
        if (logger is not null && type != "ILogger")
        {
            Usings.Add(plan.Own, members.Declaration, Logging, plan.Model.Compilation);
        }

        return logger;
    }

    private static string? Called(ExpressionSyntax call) => call switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Expression: var inner } } =>
            Called(inner),
        InvocationExpressionSyntax invocation => NameOf(invocation.Expression),
        _ => null,
    };

    private static string? NameOf(ExpressionSyntax method) => method switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var name } => name,
        _ => null,
    };

    private static bool IsGuarded(string? method, NewMembers members) =>
        members.Parts.SelectMany(static part => part.Members).OfType<MethodDeclarationSyntax>().Where(own => own.Identifier.ValueText == method).ToList()
            is [{ Body: { } body }] && IsGuarded(body);

    private static bool IsGuarded(BlockSyntax block) => block.Statements is [TryStatementSyntax guarded] && guarded.Catches.Any(static clause =>
        clause.Filter is null && clause.Declaration?.Type.ToString() is null or "Exception" or "System.Exception"
        && !clause.Block.DescendantNodes().Any(static node => node.IsKind(SyntaxKind.ThrowStatement)));
}
