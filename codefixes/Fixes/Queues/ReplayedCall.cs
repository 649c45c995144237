using GracefulAnalyzers.CodeFixes.Engine;
using GracefulAnalyzers.Plans;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GracefulAnalyzers.CodeFixes.Queues;

/// <summary>Writes a call so that it runs once per message; the call's own text stays where it is.</summary>
internal sealed class ReplayedCall(DependencyText file, string store)
{
    private const int LongestLine = 120;

    /// <summary>The edits of one step; null when the code is not what the step says.</summary>
    public IEnumerable<TextChange>? Changes(ReplayStep step) => step switch
    {
        ReplaceText replace => [new TextChange(step.Where.SourceSpan, replace.Text)],
        KeepResult keep when file.Root.FindNode(step.Where.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<ExpressionSyntax>() is { } node
            && node.Span == step.Where.SourceSpan =>
            Changes(keep, node),
        _ => null,
    };

    private IEnumerable<TextChange>? Changes(KeepResult step, ExpressionSyntax node)
    {
        string[] before = step is KeepJson json ? [$"new({step.Key})", json.TypeInfo] : [$"new({step.Key})"];
        string[] after = step.Token.Length > 0 ? [step.Token] : [];
        return step switch
        {
            RunOnce once => Around(node, store + ".RunOnceAsync(", before, Lambda(once.Awaits), "", after, ")"),
            KeepText text => Around(node, store + ".GetOrAddAsync(", before, Lambda(text.Awaits), "", after, ")"),
            KeepJson => Around(node, store + ".GetOrAddAsync(", before, "() => ", "", after, ")"),
            KeepTextOf text =>
                Around(node, $"await {store}.GetOrAddAsync(", before, "async () => (" + text.Cast, ")" + text.Read, after, ")" + Configured(node)),
            KeepReadText when IsOperand(node) =>
                Around(node, $"(await {store}.GetOrAddAsync(", before, "async () => ", "", after, ")" + Configured(node) + ")"),
            KeepReadText => Around(node, $"await {store}.GetOrAddAsync(", before, "async () => ", "", after, ")" + Configured(node)),
            _ => null,
        };
    }

    private static string Lambda(bool awaits) => awaits ? "async () => await " : "() => ";

    // The reader of a member must not bind tighter than the await.
    private static bool IsOperand(ExpressionSyntax node) =>
        node.Parent is MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or ConditionalAccessExpressionSyntax or PostfixUnaryExpressionSyntax;

    // Who leaves the context once leaves it twice.
    private static string Configured(ExpressionSyntax node) =>
        node.DescendantNodesAndSelf().OfType<AwaitExpressionSyntax>().FirstOrDefault()?.Expression is InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } access,
            ArgumentList: var arguments,
        }
            ? access.OperatorToken.ToString() + access.Name + arguments
            : "";

    private IEnumerable<TextChange> Around(ExpressionSyntax node, string opening, string[] before, string lambda, string tail, string[] after, string closing)
    {
        var line = file.Text.Lines.GetLineFromPosition(node.SpanStart);
        var flat = opening + string.Concat(before.Select(argument => argument + ", ")) + lambda;
        var flatEnd = tail + string.Concat(after.Select(argument => ", " + argument)) + closing;
        var isFlat = file.OnSameLine(node.SpanStart, node.Span.End);
        var width = line.ToString().Replace("\t", "    ").Length;
        if (isFlat && width + flat.Length + flatEnd.Length <= LongestLine)
        {
            return [DependencyText.Insert(node.SpanStart, flat), DependencyText.Insert(node.Span.End, flatEnd)];
        }

        var gap = file.LineBreak + file.IndentationAt(node.SpanStart) + file.Unit;
        var head = opening + string.Concat(before.Select(argument => gap + argument + ",")) + gap + lambda;
        var end = tail + string.Concat(after.Select(argument => "," + gap + argument)) + closing;
        return Shifted(node).Prepend(DependencyText.Insert(node.SpanStart, head)).Append(DependencyText.Insert(node.Span.End, end));
    }

    // The call moves one level in; the inside of a string stays as it is.
    private IEnumerable<TextChange> Shifted(ExpressionSyntax node)
    {
        var first = file.Text.Lines.IndexOf(node.SpanStart);
        var last = file.Text.Lines.IndexOf(node.Span.End);
        for (var index = first + 1; index <= last; index++)
        {
            var line = file.Text.Lines[index];
            var indentation = file.IndentationAt(line.Start).Length;
            if (indentation < line.Span.Length && !IsInsideString(line.Start))
            {
                yield return DependencyText.Insert(line.Start + indentation, file.Unit);
            }
        }
    }

    private bool IsInsideString(int position)
    {
        var token = file.Root.FindToken(position);
        return token.SpanStart < position
            ? token.Span.End > position
            : token.Parent!.AncestorsAndSelf().OfType<InterpolatedStringExpressionSyntax>().Any(text => text.SpanStart < position && text.Span.End > position);
    }
}
