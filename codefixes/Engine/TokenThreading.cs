using GracefulAnalyzers.CodeFixes.Edits;
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
        if (request.Plan.As<TokenStep>() is not { } plan || plan.GroupBy(step => request.DocumentOf(step)?.Id).ToList() is not { } byDocument
            || byDocument.Exists(static group => group.Key is null))
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

    private static async Task<SyntaxNode?> InDocumentAsync(Document document, List<TokenStep> steps, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxRootAsync(cancellationToken) is not { } root
            || await document.GetSemanticModelAsync(cancellationToken) is not { } model)
        {
            return null;
        }

        var edits = new TreeEdits(root, new FileStyle(root));
        var edited = new HashSet<SyntaxNode>();
        var types = new HashSet<string>(StringComparer.Ordinal);
        foreach (var given in steps)
        {
            if (NodeOf(root, given) is not { } node || !edited.Add(node))
            {
                return null;
            }

            var step = await ForOtherProjectsAsync(given, node, document.Project, cancellationToken);
            if (step is KeepWhatFollows keep && node is StatementSyntax loop)
            {
                edits.Instead(loop, current => [Guarded.Loop(edits.Code, current, loop, Ending(keep.Token, edits.Style.Unit))]);
            }
            else if (step is LetCancellationPass pass && node is TryStatementSyntax guarded)
            {
                edits.Instead(guarded, current => [Guarded.Try(edits.Code, current, guarded, Passing(pass.Token, edits.Style.Unit))]);
            }
            else
            {
                edits.Change(node, current => Edit(current, step, node));
            }

            if (step is AddTokenParameter added && node.Parent is MethodDeclarationSyntax method)
            {
                edits.Change(method, current => ParameterDocs.With(current, method, added.Name, edits.Style));
            }

            types.UnionWith(
                TypesFor(step).Where(type => model.LookupNamespacesAndTypes(node.SpanStart, name: type.Substring(type.LastIndexOf('.') + 1)).IsEmpty));
        }

        return types.Select(type => type.Substring(0, type.LastIndexOf('.'))).Distinct().Aggregate(edits.Apply(), Usings.Add);
    }

    private static string[] Passing(string token, string unit) => Guarded.Clause(
        nameof(OperationCanceledException), token + ".IsCancellationRequested", "throw; // The client left: that is no failure.", unit);

    private static string[] Ending(string token, string unit) => Guarded.Clause(
        nameof(OperationCanceledException), token + ".IsCancellationRequested", "// The client left: what was written so far is kept.", unit);

    // The analysis sees one project; a test project that calls the method must compile afterwards too.
    private static async Task<TokenStep> ForOtherProjectsAsync(TokenStep step, SyntaxNode node, Project project, CancellationToken cancellationToken)
    {
        if (step is not AddTokenParameter { IsOptional: false } parameter || node.Parent is not MethodDeclarationSyntax method)
        {
            return step;
        }

        var name = method.Identifier.ValueText;
        foreach (var document in project.Solution.Projects.Where(other => other.ProjectReferences.Any(reference => reference.ProjectId == project.Id))
            .SelectMany(other => other.Documents))
        {
            if (await document.GetSyntaxRootAsync(cancellationToken) is { } root
                && root.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
                    .Any(access => access.Name.Identifier.ValueText == name && access.Parent is InvocationExpressionSyntax))
            {
                return parameter with { IsOptional = true };
            }
        }

        return step;
    }

    private static SyntaxNode? NodeOf(SyntaxNode root, TokenStep step) => step switch
    {
        PassToken or DropCall => Exact<InvocationExpressionSyntax>(root, step),
        EnumerateWithToken => Exact<ExpressionSyntax>(root, step),
        AddTokenParameter => (SyntaxNode?)Exact<ParameterListSyntax>(root, step) ?? Exact<ParameterSyntax>(root, step)?.Parent as SimpleLambdaExpressionSyntax,
        LetEnumerationFill => Exact<ParameterSyntax>(root, step),
        KeepWhatFollows => Exact<StatementSyntax>(root, step),
        LetCancellationPass => Exact<TryStatementSyntax>(root, step),
        _ => null,
    };

    private static TNode? Exact<TNode>(SyntaxNode root, TokenStep step) where TNode : SyntaxNode =>
        Places.NodeAt<TNode>(root, step.Where) is { } node && node.Span == step.Where.SourceSpan ? node : null;

    // What the edit writes by its short name.
    private static IEnumerable<string> TypesFor(TokenStep step)
    {
        switch (step)
        {
            case AddTokenParameter parameter:
                yield return "System.Threading.CancellationToken";
                if (parameter.IsEnumerated)
                {
                    yield return "System.Runtime.CompilerServices.EnumeratorCancellationAttribute";
                }

                break;
            case LetEnumerationFill:
                yield return "System.Runtime.CompilerServices.EnumeratorCancellationAttribute";
                break;
            case EnumerateWithToken:
                yield return "System.Threading.Tasks.TaskAsyncEnumerableExtensions";
                break;
            case KeepWhatFollows or LetCancellationPass:
                yield return "System.OperationCanceledException";
                break;
            default:
                break;
        }
    }

    private static SyntaxNode Edit(SyntaxNode node, TokenStep step, SyntaxNode original) => (step, node) switch
    {
        (PassToken { CollectFrom: { } from } pass, InvocationExpressionSyntax call) => Collected(call, Argument(pass), from),
        (PassToken pass, InvocationExpressionSyntax call) => call.WithArgumentList(call.ArgumentList.With(pass.Token, pass.Name)),
        (DropCall, InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var source } } call) =>
            source.WithTrailingTrivia(call.GetTrailingTrivia()),
        (EnumerateWithToken enumerate, ExpressionSyntax source) => Enumerated(source, enumerate.Token),
        (AddTokenParameter added, ParameterListSyntax list) => Grown(list, added),
        (AddTokenParameter added, SimpleLambdaExpressionSyntax lambda) => Parenthesized(lambda, added, original),
        (LetEnumerationFill, ParameterSyntax parameter) => parameter.WithoutLeadingTrivia()
            .WithAttributeLists(parameter.AttributeLists.Insert(0, TokenParameter("token", isOptional: false, isEnumerated: true).AttributeLists[0]))
            .WithLeadingTrivia(parameter.GetLeadingTrivia()),
        _ => node,
    };

    // New code is parsed, not built: built tokens are elastic, and elastic ones get the lines around them formatted.
    private static ArgumentSyntax Argument(PassToken pass) =>
        SyntaxFactory.ParseArgumentList(pass.Name is { } name ? $"({name}: {pass.Token})" : $"({pass.Token})").Arguments[0];

    private static InvocationExpressionSyntax Collected(InvocationExpressionSyntax call, ArgumentSyntax token, int from)
    {
        var arguments = call.ArgumentList.Arguments;
        if (arguments.Count < from)
        {
            return call;
        }

        var loose = arguments.Skip(from).ToList();
        var separators = arguments.GetSeparators().Skip(from).ToList();
        var isPlain = loose.SelectMany(argument => argument.GetLeadingTrivia().Concat(argument.GetTrailingTrivia()))
            .Concat(separators.SelectMany(comma => comma.GetAllTrivia()))
            .All(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        if (isPlain)
        {
            separators = separators.ConvertAll(static _ => Comma);
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
        return call.WithArgumentList(
            call.ArgumentList.WithArguments(collected.Appended(token, startsLine ? NewLineIn(call.ArgumentList.OpenParenToken) : null)));
    }

    private static SyntaxToken Comma => SyntaxFactory.Token(SyntaxFactory.TriviaList(), SyntaxKind.CommaToken, SyntaxFactory.TriviaList(SyntaxFactory.Space));

    private static SyntaxTrivia NewLineIn(SyntaxToken token) => token.TrailingTrivia.First(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));

    private static ExpressionSyntax Enumerated(ExpressionSyntax source, string token)
    {
        var bare = source.WithoutTrivia();
        var receiver = bare is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax
            or ParenthesizedExpressionSyntax
            ? bare.ToFullString()
            : $"({bare.ToFullString()})";
        return SyntaxFactory.ParseExpression($"{receiver}.WithCancellation({token})").WithTriviaFrom(source);
    }

    private static ParameterSyntax TokenParameter(string name, bool isOptional, bool isEnumerated)
    {
        var attribute = isEnumerated ? "[EnumeratorCancellation] " : "";
        var value = isOptional ? " = default" : "";
        return SyntaxFactory.ParseParameterList($"({attribute}{nameof(CancellationToken)} {name}{value})").Parameters[0];
    }

    private static ParameterSyntax TokenParameter(AddTokenParameter added) => TokenParameter(added.Name, added.IsOptional, added.IsEnumerated);

    private static ParameterListSyntax Grown(ParameterListSyntax list, AddTokenParameter added)
    {
        var parameters = list.Parameters;
        for (var index = 0; index < parameters.Count && index < added.Types.Length; index++)
        {
            parameters = parameters.Replace(parameters[index], Typed(parameters[index], added.Types[index]));
        }

        return list.WithParameters(parameters.Appended(TokenParameter(added)));
    }

    private static ParameterSyntax Typed(ParameterSyntax parameter, string type) =>
        parameter.WithType(SyntaxFactory.ParseTypeName(type).WithLeadingTrivia(parameter.GetLeadingTrivia()).WithTrailingTrivia(SyntaxFactory.Space))
            .WithIdentifier(parameter.Identifier.WithLeadingTrivia());

    private static ParenthesizedLambdaExpressionSyntax Parenthesized(SimpleLambdaExpressionSyntax lambda, AddTokenParameter added, SyntaxNode original)
    {
        var parameter = lambda.Parameter.WithoutTrivia();
        var typed = added.Types is [var type, ..] ? Typed(parameter, type) : parameter;
        var list = SyntaxFactory.ParseParameterList("()").WithParameters(SyntaxFactory.SingletonSeparatedList(typed).Appended(TokenParameter(added)))
            .WithTriviaFrom(lambda.Parameter);
        return SyntaxFactory.ParenthesizedLambdaExpression(lambda.AttributeLists, lambda.Modifiers, null, list, lambda.ArrowToken, lambda.Block,
            lambda.ExpressionBody)
            .WithLeadingTrivia(original.GetLeadingTrivia());
    }
}
