using GracefulAnalyzers.CodeFixes.Engine;
using GracefulAnalyzers.Plans;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GracefulAnalyzers.CodeFixes.Hosting;

/// <summary>Writes a timer with an async callback as a loop over a <c>PeriodicTimer</c>.</summary>
internal sealed class DrainedTicker(Document document, SyntaxNode root, SemanticModel model, TypeNames names, Members members, MemberEdits edits)
{
    /// <summary>Texts that calls in the callback get when it moves, by the position where they are inserted.</summary>
    public IReadOnlyDictionary<int, string> Given { get; init; } = new Dictionary<int, string>();

    /// <param name="step">The creation of the timer, and the field that held it.</param>
    /// <param name="work">The field for the loop's task.</param>
    public bool Write(TurnTimerIntoLoop step, string source, string work)
    {
        if (Places.NodeAt<BaseObjectCreationExpressionSyntax>(root, step.Where) is not { } creation
            || creation.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { } statement
            || LoopOf(creation, statement, source + ".Token") is not { } lines)
        {
            return false;
        }

        var task = names.Of("System.Threading.Tasks.Task");
        var loop = members.MethodName("Tick");
        edits.Replace(document, statement.Span, $"{work} = {task}.Run({loop}, {names.Of("System.Threading.CancellationToken")}.None);");
        members.AddMethod([$"private async {task} {loop}()", "{", .. lines.Select(line => line.Length == 0 ? line : members.Unit + line), "}"], behind: null);
        var field = $"private {task} {work} = {task}.CompletedTask;";
        if (step.Member is { } timer
            && members.Declaration.Members.OfType<FieldDeclarationSyntax>()
                .FirstOrDefault(member => member.Declaration.Variables is [var only] && only.Identifier.ValueText == timer) is { } held)
        {
            edits.Replace(document, held.Span, field);
            return true;
        }

        members.AddField(field);
        return step.Member is null;
    }

    /// <summary>The loop, line by line, that does what the timer did until the token fires; null when its callback cannot be moved.</summary>
    public IReadOnlyList<string>? LoopOf(BaseObjectCreationExpressionSyntax timer, StatementSyntax statement, string token) =>
        timer is { ArgumentList.Arguments: [var callback, _, var due, var period] } && !HasCommentOutsideBody(statement, callback.Expression)
            && Body(callback.Expression) is { } body
            ? Loop(due.Expression, period.Expression, body, token).ToList()
            : null;

    /// <summary>Removes the field that held the timer; false when it is declared together with others.</summary>
    public bool RemoveField(string name)
    {
        if (members.Declaration.Members.OfType<FieldDeclarationSyntax>()
            .FirstOrDefault(member => member.Declaration.Variables is [var only] && only.Identifier.ValueText == name) is not { } field)
        {
            return false;
        }

        // The empty line that parted it from what follows goes with the last field.
        var layout = members.Layout;
        var lines = layout.LinesOf(field);
        var isAlone = members.Declaration.Members.Count(static member => member is FieldDeclarationSyntax) == 1;
        var next = members.Declaration.Members.SkipWhile(member => member != field).Skip(1).FirstOrDefault();
        edits.Replace(document, isAlone && next is not null
            ? TextSpan.FromBounds(lines.Start, layout.LineStartOf(next.GetFirstToken(includeDirectives: true).FullSpan.Start + Blank(next)))
            : lines, "");
        return true;
    }

    private static int Blank(SyntaxNode next) =>
        next.GetLeadingTrivia().TakeWhile(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)).Sum(static trivia => trivia.FullSpan.Length);

    /// <summary>True when a remark on the statement would be lost with it.</summary>
    public static bool HasCommentOutsideBody(StatementSyntax statement, ExpressionSyntax callback)
    {
        var block = (callback as LambdaExpressionSyntax)?.Block;
        return statement.DescendantTrivia().Any(trivia => statement.Span.Contains(trivia.Span) && (block is null || !block.Span.Contains(trivia.Span))
            && (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia)));
    }

    private IEnumerable<string> Loop(ExpressionSyntax due, ExpressionSyntax period, IReadOnlyList<string> body, string token)
    {
        var wait = $"await timer.WaitForNextTickAsync({token})";
        var block = body.Select(line => line.Length == 0 ? line : members.Unit + line).Prepend("{").Append("}");
        if (!IsNow(due) && due.ToString() != period.ToString())
        {
            yield return $"await {names.Of("System.Threading.Tasks.Task")}.Delay({due}, {token});";
        }

        yield return $"using var timer = new {names.Of("System.Threading.PeriodicTimer")}({Span(period)});";
        var isFirstLater = due.ToString() == period.ToString();
        yield return isFirstLater ? $"while ({wait})" : "do";
        foreach (var line in block)
        {
            yield return line;
        }

        if (!isFirstLater)
        {
            yield return $"while ({wait});";
        }
    }

    private static bool IsNow(ExpressionSyntax due) => due.ToString() is "0" or "TimeSpan.Zero" or "default";

    private string Span(ExpressionSyntax period) =>
        model.GetTypeInfo(period).ConvertedType is { Name: "TimeSpan" } ? period.ToString() : $"{names.Of("System.TimeSpan")}.FromMilliseconds({period})";

    /// <summary>The callback's statements, each line relative to the block that holds them.</summary>
    public List<string>? Body(ExpressionSyntax callback)
    {
        switch (callback)
        {
            case LambdaExpressionSyntax { ExpressionBody: { } value }:
                value = value is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } discard ? discard.Right : value;
                return [(value is AwaitExpressionSyntax ? "" : "await ") + Written(value.Span, callback.SyntaxTree.GetText()) + ";"];
            case LambdaExpressionSyntax { Block: { } block } lambda:
                return lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword) ? Lines(block) : null;
            case IdentifierNameSyntax group
                when members.Declaration.Members.OfType<MethodDeclarationSyntax>()
                    .FirstOrDefault(method => method.Identifier.ValueText == group.Identifier.ValueText) is { } method
                && method.Modifiers.Any(SyntaxKind.AsyncKeyword):
                edits.Replace(document, method.ReturnType.Span, names.Of("System.Threading.Tasks.Task"));
                edits.Replace(document, TextSpan.FromBounds(method.ParameterList.OpenParenToken.Span.End, method.ParameterList.CloseParenToken.SpanStart), "");
                return [$"await {group}();"];
            default:
                return null;
        }
    }

    private string Written(TextSpan span, SourceText text) =>
        Given.Where(given => span.Start <= given.Key && given.Key < span.End).OrderByDescending(static given => given.Key)
        .Aggregate(text.ToString(span), (written, given) => written.Insert(given.Key - span.Start, given.Value));

    private List<string>? Lines(BlockSyntax block)
    {
        if (members.Layout.LineStarts(block) is null || block.Statements.Count == 0)
        {
            return null;
        }

        var text = block.SyntaxTree.GetText();
        var first = text.Lines.GetLineFromPosition(block.OpenBraceToken.Span.End).LineNumber + 1;
        var last = text.Lines.GetLineFromPosition(block.CloseBraceToken.SpanStart).LineNumber;
        if (first > last)
        {
            return block.Statements.Select(statement => Written(statement.Span, text)).ToList();
        }

        var lines = Enumerable.Range(first, last - first).Select(line => Written(text.Lines[line].Span, text)).ToList();
        var indent = members.Layout.IndentAt(block.Statements[0].SpanStart);
        return lines.TrueForAll(line => line.Trim().Length == 0 || line.StartsWith(indent, StringComparison.Ordinal))
            ? lines.Select(line => line.Trim().Length == 0 ? "" : line.Substring(indent.Length)).ToList()
            : null;
    }
}
