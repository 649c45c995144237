using GracefulAnalyzers.Plans;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.CodeFixes.Engine;

/// <summary>Carries out a plan of <see cref="TokenStep"/>s: parameters, arguments and enumerations, in as many documents as it names.</summary>
internal static class TokenThreading
{
    /// <summary>The solution with every step done; null when one of them does not find its place, since half a way leads nowhere.</summary>
    public static async Task<Solution?> ApplyAsync(FixRequest request, CancellationToken cancellationToken)
    {
        var solution = request.Solution;
        var byDocument = request.Plan.Steps.GroupBy(step => request.DocumentOf(step)?.Id).ToList();
        if (byDocument.Count == 0 || byDocument.Any(group => group.Key is null))
        {
            return null;
        }

        foreach (var steps in byDocument)
        {
            if (await InDocumentAsync(solution.GetDocument(steps.Key)!, steps.ToList(), cancellationToken) is not { } root)
            {
                return null;
            }

            solution = solution.WithDocumentSyntaxRoot(steps.Key!, root);
        }

        return solution;
    }

    private static async Task<SyntaxNode?> InDocumentAsync(Document document, List<FixStep> steps, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxRootAsync(cancellationToken) is not { } root
            || await document.GetSemanticModelAsync(cancellationToken) is not { } model)
        {
            return null;
        }

        var edits = new Dictionary<SyntaxNode, FixStep>();
        var types = new HashSet<string>(StringComparer.Ordinal);
        foreach (var step in steps)
        {
            if (NodeOf(root, step) is not { } node || edits.ContainsKey(node))
            {
                return null;
            }

            edits.Add(node, await ForOtherProjectsAsync(step, node, document.Project, cancellationToken));
            types.UnionWith(TypesFor(step).Where(type => model.LookupNamespacesAndTypes(node.SpanStart, name: type.Substring(type.LastIndexOf('.') + 1)).IsEmpty));
        }

        var layout = new Layout(await document.GetTextAsync(cancellationToken));
        var grown = edits.Where(edit => edit.Value.Verb == TokenStep.Parameter && edit.Key.Parent is MethodDeclarationSyntax)
            .ToDictionary(edit => edit.Key.Parent!.GetFirstToken(), edit => edit.Value.Detail!.Split('|')[0]);
        var mended = root.ReplaceSyntax(
            edits.Keys, (original, rewritten) => Edit(rewritten, edits[original], original),
            grown.Keys, (original, rewritten) => rewritten.WithLeadingTrivia(ParameterDocs.With(original, grown[original], layout)),
            [], (_, rewritten) => rewritten);
        return types.Select(type => type.Substring(0, type.LastIndexOf('.'))).Distinct().Aggregate(mended, Usings.Add);
    }

    // The analysis sees one project; a test project that calls the method must compile afterwards too.
    private static async Task<FixStep> ForOtherProjectsAsync(FixStep step, SyntaxNode node, Project project, CancellationToken cancellationToken)
    {
        if (step.Verb != TokenStep.Parameter || node.Parent is not MethodDeclarationSyntax method || step.Detail!.Split('|') is not [_, "", ..] detail)
        {
            return step;
        }

        var name = method.Identifier.ValueText;
        foreach (var document in project.Solution.Projects.Where(other => other.ProjectReferences.Any(reference => reference.ProjectId == project.Id)).SelectMany(other => other.Documents))
        {
            if (await document.GetSyntaxRootAsync(cancellationToken) is { } root
                && root.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Any(access => access.Name.Identifier.ValueText == name && access.Parent is InvocationExpressionSyntax))
            {
                detail[1] = "optional";
                return step with { Detail = string.Join("|", detail) };
            }
        }

        return step;
    }

    private static SyntaxNode? NodeOf(SyntaxNode root, FixStep step) => step.Verb switch
    {
        TokenStep.Pass or TokenStep.Collect or TokenStep.Drop => Exact<InvocationExpressionSyntax>(root, step),
        TokenStep.Enumerate => Exact<ExpressionSyntax>(root, step),
        TokenStep.Parameter => (SyntaxNode?)Exact<ParameterListSyntax>(root, step) ?? Exact<ParameterSyntax>(root, step)?.Parent as SimpleLambdaExpressionSyntax,
        TokenStep.Attribute => Exact<ParameterSyntax>(root, step),
        TokenStep.Keep => Exact<StatementSyntax>(root, step),
        _ => null,
    };

    private static TNode? Exact<TNode>(SyntaxNode root, FixStep step) where TNode : SyntaxNode =>
        Places.NodeAt<TNode>(root, step.Where) is { } node && node.Span == step.Where.SourceSpan ? node : null;

    // What the edit writes by its short name.
    private static IEnumerable<string> TypesFor(FixStep step)
    {
        switch (step.Verb)
        {
            case TokenStep.Parameter:
                yield return "System.Threading.CancellationToken";
                if (step.Detail!.Split('|')[2].Length > 0)
                {
                    yield return "System.Runtime.CompilerServices.EnumeratorCancellationAttribute";
                }

                break;
            case TokenStep.Attribute:
                yield return "System.Runtime.CompilerServices.EnumeratorCancellationAttribute";
                break;
            case TokenStep.Enumerate:
                yield return "System.Threading.Tasks.TaskAsyncEnumerableExtensions";
                break;
            case TokenStep.Keep:
                yield return "System.OperationCanceledException";
                break;
            default:
                break;
        }
    }

    private static SyntaxNode Edit(SyntaxNode node, FixStep step, SyntaxNode original)
    {
        var detail = step.Detail?.Split('|') ?? [];
        return (step.Verb, node) switch
        {
            (TokenStep.Pass, InvocationExpressionSyntax call) =>
                call.WithArgumentList(call.ArgumentList.WithArguments(Appended(call.ArgumentList.Arguments, Argument(detail[0], detail[1])))),
            (TokenStep.Collect, InvocationExpressionSyntax call) => Collected(call, detail[0], detail[1], int.Parse(detail[2], System.Globalization.CultureInfo.InvariantCulture)),
            (TokenStep.Drop, InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var source } } call) =>
                source.WithTrailingTrivia(call.GetTrailingTrivia()),
            (TokenStep.Enumerate, ExpressionSyntax source) => Enumerated(source, step.Detail!),
            (TokenStep.Parameter, ParameterListSyntax list) => Grown(list, detail),
            (TokenStep.Parameter, SimpleLambdaExpressionSyntax lambda) => Parenthesized(lambda, detail, original),
            (TokenStep.Attribute, ParameterSyntax parameter) => parameter.WithoutLeadingTrivia()
                .WithAttributeLists(parameter.AttributeLists.Insert(0, TokenParameter(["token", "", "enumerated"]).AttributeLists[0])).WithLeadingTrivia(parameter.GetLeadingTrivia()),
            (TokenStep.Keep, StatementSyntax loop) => CutLoop.Of(loop, (StatementSyntax)original, step.Detail!),
            _ => node,
        };
    }

    // New code is parsed, not built: built tokens are elastic, and elastic ones get the lines around them formatted.
    private static ArgumentSyntax Argument(string expression, string name) =>
        SyntaxFactory.ParseArgumentList(name.Length == 0 ? $"({expression})" : $"({name}: {expression})").Arguments[0];

    private static InvocationExpressionSyntax Collected(InvocationExpressionSyntax call, string expression, string name, int from)
    {
        var arguments = call.ArgumentList.Arguments;
        if (arguments.Count < from)
        {
            return call;
        }

        var loose = arguments.Skip(from).ToList();
        var separators = arguments.GetSeparators().Skip(from).ToList();
        var isPlain = loose.SelectMany(argument => argument.GetLeadingTrivia().Concat(argument.GetTrailingTrivia())).Concat(separators.SelectMany(comma => comma.GetAllTrivia()))
            .All(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        if (isPlain)
        {
            separators = separators.ConvertAll(_ => Comma);
        }

        var elements = loose.Select((argument, index) => (CollectionElementSyntax)SyntaxFactory.ExpressionElement(
            isPlain ? argument.Expression.WithoutTrivia() : index == 0 ? argument.Expression.WithoutLeadingTrivia() : argument.Expression));
        var collection = ((CollectionExpressionSyntax)SyntaxFactory.ParseExpression("[]")).WithElements(SyntaxFactory.SeparatedList(elements, separators));
        var first = loose.FirstOrDefault()?.GetLeadingTrivia() ?? default;
        var last = isPlain && loose.Count > 0 ? loose[loose.Count - 1].GetTrailingTrivia() : default;
        var collected = SyntaxFactory.SeparatedList(
            arguments.Take(from).Append(SyntaxFactory.Argument(collection).WithLeadingTrivia(first).WithTrailingTrivia(last)),
            arguments.GetSeparators().Take(from));
        var startsLine = call.ArgumentList.OpenParenToken.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        return call.WithArgumentList(call.ArgumentList.WithArguments(Appended(collected, Argument(expression, name), startsLine ? NewLineIn(call.ArgumentList.OpenParenToken) : null)));
    }

    private static SyntaxToken Comma => SyntaxFactory.Token(SyntaxFactory.TriviaList(), SyntaxKind.CommaToken, SyntaxFactory.TriviaList(SyntaxFactory.Space));

    private static SyntaxTrivia NewLineIn(SyntaxToken token) => token.TrailingTrivia.First(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));

    private static ExpressionSyntax Enumerated(ExpressionSyntax source, string token)
    {
        var bare = source.WithoutTrivia();
        var receiver = bare is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax
            ? bare.ToFullString()
            : $"({bare.ToFullString()})";
        return SyntaxFactory.ParseExpression($"{receiver}.WithCancellation({token})").WithTriviaFrom(source);
    }

    private static ParameterSyntax TokenParameter(string[] detail)
    {
        var attribute = detail[2].Length > 0 ? "[EnumeratorCancellation] " : "";
        var value = detail[1].Length > 0 ? " = default" : "";
        return SyntaxFactory.ParseParameterList($"({attribute}{nameof(CancellationToken)} {detail[0]}{value})").Parameters[0];
    }

    private static ParameterListSyntax Grown(ParameterListSyntax list, string[] detail)
    {
        var parameters = list.Parameters;
        for (var index = 0; index < parameters.Count && index + 3 < detail.Length; index++)
        {
            parameters = parameters.Replace(parameters[index], Typed(parameters[index], detail[index + 3]));
        }

        return list.WithParameters(Appended(parameters, TokenParameter(detail)));
    }

    private static ParameterSyntax Typed(ParameterSyntax parameter, string type) =>
        parameter.WithType(SyntaxFactory.ParseTypeName(type).WithLeadingTrivia(parameter.GetLeadingTrivia()).WithTrailingTrivia(SyntaxFactory.Space))
            .WithIdentifier(parameter.Identifier.WithLeadingTrivia());

    private static ParenthesizedLambdaExpressionSyntax Parenthesized(SimpleLambdaExpressionSyntax lambda, string[] detail, SyntaxNode original)
    {
        var parameter = lambda.Parameter.WithoutTrivia();
        var typed = detail.Length > 3 ? Typed(parameter, detail[3]) : parameter;
        var list = SyntaxFactory.ParseParameterList("()").WithParameters(Appended(SyntaxFactory.SingletonSeparatedList(typed), TokenParameter(detail))).WithTriviaFrom(lambda.Parameter);
        return SyntaxFactory.ParenthesizedLambdaExpression(lambda.AttributeLists, lambda.Modifiers, null, list, lambda.ArrowToken, lambda.Block, lambda.ExpressionBody)
            .WithLeadingTrivia(original.GetLeadingTrivia());
    }

    // A list that is written one to a line goes on like that.
    private static SeparatedSyntaxList<TNode> Appended<TNode>(SeparatedSyntaxList<TNode> list, TNode added, SyntaxTrivia? newLine = null) where TNode : SyntaxNode
    {
        if (list.Count == 0)
        {
            return SyntaxFactory.SingletonSeparatedList(added);
        }

        var comma = Comma;
        var last = list[list.Count - 1];
        if (newLine is null && list.Count > 1 && list.GetSeparator(list.Count - 2) is var before && before.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia))
        {
            newLine = NewLineIn(before);
        }

        var trailing = last.GetTrailingTrivia();
        if (newLine is { } lineEnd)
        {
            // A remark behind the last element stays with it.
            comma = comma.WithTrailingTrivia(trailing.Any(SyntaxKind.SingleLineCommentTrivia) ? trailing : SyntaxFactory.TriviaList(lineEnd));
            added = added.WithLeadingTrivia(last.GetLeadingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)));
        }

        // A line break before the parenthesis still comes last.
        added = added.WithTrailingTrivia(newLine is null ? trailing : trailing.Where(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)));
        var items = list.Replace(last, last.WithTrailingTrivia());
        return SyntaxFactory.SeparatedList(items.Append(added), items.GetSeparators().Append(comma));
    }
}
