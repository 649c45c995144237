using GracefulAnalyzers.Code;
using GracefulAnalyzers.Plans;
using GracefulAnalyzers.Program.Requests;
using GracefulAnalyzers.Tokens;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Streaming.GRACE1009;

/// <summary>The steps that dispose what leaks: at the end of its scope, or with the response when it is needed until then.</summary>
internal sealed class LinkedSourcePlan(ShutdownModel model)
{
    private readonly ScopeSymbols _scope = new(model);

    /// <summary>The steps for a leaking call; or none, and why nobody here could dispose it at the right time.</summary>
    /// <param name="isLink">True for a linked source, false for a registration.</param>
    public (FixPlan Plan, string? Unfixable) For(IInvocationOperation call, bool isLink)
    {
        if (call.Syntax.FirstAncestorOrSelf<StatementSyntax>() is not { Parent: BlockSyntax or GlobalStatementSyntax } statement
            || !IsPlainlyIn(statement, call))
        {
            return (FixPlan.Empty, "It is made in the middle of something that may not run, or outside of a block, so there is no place in front of it "
                + "where it could be declared.");
        }

        if (LinkedSourceUse.IsUsedElsewhere(call))
        {
            return (FixPlan.Empty, "It is kept or handed on as well, and whoever has it then may need it for longer than this method.");
        }

        var isNamed = statement is LocalDeclarationStatementSyntax { Declaration.Variables: [var declared] }
            && LinkedSourceUse.LocalOf(call)?.DeclaringSyntaxReferences[0].GetSyntax() == declared;
        var needsResponse = isLink ? LinkedSourceUse.Escapes(call) : !EndsWithItsBlock(call, statement);
        var response = needsResponse ? ResponseAt(call) : null;
        if (needsResponse && response is null)
        {
            return (FixPlan.Empty, "It is needed until the response ends, and no HttpContext or HttpResponse is in scope that could dispose it then.");
        }

        return ((isNamed, response) switch
        {
            (true, null) => FixPlan.Of(new DeclareUsing(statement.GetLocation())),
            (true, { } path) => FixPlan.Of(new DisposeWithResponse(statement.GetLocation(), LinkedSourceUse.LocalOf(call)!.Name, path)),
            (false, var path) => FixPlan.Of(new NameAndDispose(call.Syntax.GetLocation(), FreeName(call, isLink), path)),
        }, null);
    }

    // Evaluated once, whenever the statement runs, before anything that depends on it.
    private static bool IsPlainlyIn(StatementSyntax statement, IInvocationOperation call)
    {
        for (IOperation? current = call; current?.Parent is { } parent && current.Syntax != statement; current = parent)
        {
            var isSkipped = parent switch
            {
                IAnonymousFunctionOperation or IConditionalOperation or ICoalesceOperation or ISwitchExpressionOperation or IWhileLoopOperation
                    or IForLoopOperation => true,
                IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } => true,
                IConditionalAccessOperation access => access.WhenNotNull == current,
                _ => false,
            };
            if (isSkipped)
            {
                return false;
            }
        }

        return true;
    }

    // A registration is meant for the whole request: the block must be the function's own, or one turn of a loop, and all work done when it ends.
    private bool EndsWithItsBlock(IInvocationOperation registration, StatementSyntax statement)
    {
        var isOwn = statement.Parent!.Parent is BaseMethodDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax
            or WhileStatementSyntax or CommonForEachStatementSyntax or ForStatementSyntax;
        return isOwn && model.Get<RequestPaths>().OwnerOf(registration) is { IsAsync: true, ReturnType: var returned } && !CarriesWork(returned);
    }

    // Results write the response when the handler has returned.
    private bool CarriesWork(ITypeSymbol returned) =>
        returned is INamedTypeSymbol { TypeArguments: [var inner] } && Fates.IsTask(returned)
        && (model.Types.Is(inner, "Microsoft.AspNetCore.Http.IResult") || model.Types.Is(inner, "Microsoft.AspNetCore.Mvc.IActionResult")
            || StreamingSequences.IsSequence(inner, model));

    private string? ResponseAt(IOperation at) => _scope.At(at)
        .Select(symbol => (Symbol: symbol, Path: model.Types.Is(symbol.Type, "Microsoft.AspNetCore.Http.HttpResponse") ? symbol.Text
            : model.Types.Is(symbol.Type, "Microsoft.AspNetCore.Http.HttpContext") ? symbol.Text + ".Response" : null))
        .Where(static found => found.Path is not null)
        .OrderBy(static found => found.Symbol.Functions).ThenBy(static found => found.Path!.Length)
        .Select(static found => found.Path)
        .FirstOrDefault();

    private string FreeName(IOperation at, bool isLink)
    {
        var word = isLink ? "linked" : "registration";
        var member = at.Root().Syntax;
        var taken = new HashSet<string>(member.DescendantTokens().Select(static token => token.ValueText), StringComparer.Ordinal);
        taken.UnionWith(model.Bodies.ModelOf(member.SyntaxTree).LookupSymbols(at.Syntax.SpanStart).Select(static symbol => symbol.Name));
        return Enumerable.Range(1, 100).Select(number => number == 1 ? word : word + number).First(name => !taken.Contains(name));
    }
}
