using GracefulAnalyzers.CodeFixes.Edits;
using GracefulAnalyzers.CodeFixes.Engine;
using GracefulAnalyzers.Plans;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.CodeFixes.Queues;

/// <summary>Writes a call so that it runs once per message; the call itself stays where it is.</summary>
/// <param name="edits">The edits of the call's file.</param>
/// <param name="model">The model of that file.</param>
/// <param name="store">How the call's method names the store.</param>
internal sealed class ReplayedCall(TreeEdits edits, SemanticModel model, string store)
{
    private const int LongestLine = 120;

    /// <summary>Writes one step; false when the code is not what the step says.</summary>
    public bool Write(ReplayStep step)
    {
        if (Places.NodeAt<ExpressionSyntax>(edits.Root, step.Where) is not { } node || node.Span != step.Where.SourceSpan)
        {
            return false;
        }

        switch (step)
        {
            case ReplaceText { Text: var text } when node.Parent is VariableDeclarationSyntax:
                edits.Change(node, current => SyntaxFactory.ParseTypeName(text).WithTriviaFrom(current));
                return true;
            case ReplaceText { Text: var text }:
                edits.Write(node, text);
                KeepName(node, text);
                return true;
            case KeepResult keep when CodeFor(keep, node) is var (opening, lambda, closing):
                Around(keep, node, opening, lambda, closing);
                KeepName(node, "");
                return true;
            default:
                return false;
        }
    }

    private (string Opening, string Lambda, string Closing)? CodeFor(KeepResult step, ExpressionSyntax node) => step switch
    {
        RunOnce once => ($"{store}.RunOnceAsync(", Lambda(once.Awaits), ")"),
        KeepText text => ($"{store}.GetOrAddAsync(", Lambda(text.Awaits), ")"),
        KeepJson => ($"{store}.GetOrAddAsync(", Lambda(awaits: false), ")"),
        KeepTextOf text => ($"await {store}.GetOrAddAsync(", $"async () => ({text.Cast}{NewCode.Place}){text.Read}", ")" + Configured(node)),
        KeepReadText when IsOperand(node) => ($"(await {store}.GetOrAddAsync(", $"async () => {NewCode.Place}", $"){Configured(node)})"),
        KeepReadText => ($"await {store}.GetOrAddAsync(", $"async () => {NewCode.Place}", ")" + Configured(node)),
        _ => null,
    };

    private static string Lambda(bool awaits) => (awaits ? "async () => await " : "() => ") + NewCode.Place;

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
            ? access.OperatorToken.Text + Remarks.Without(access.Name) + Remarks.Without(arguments)
            : "";

    private void Around(KeepResult step, ExpressionSyntax node, string opening, string lambda, string closing)
    {
        string[] arguments =
        [
            $"new({step.Key})",
            .. step is KeepJson json ? [json.TypeInfo] : Array.Empty<string>(),
            lambda,
            .. step.Token.Length > 0 ? [step.Token] : Array.Empty<string>(),
        ];
        var style = edits.Style;
        var first = node.GetFirstToken();
        var flat = opening + string.Join(", ", arguments) + closing;
        if (style.OnOneLine(first, node.GetLastToken()) && style.WidthOfLine(first) + flat.Length - NewCode.Place.Length <= LongestLine)
        {
            edits.Change(node, current => edits.Code.Around(flat, current).WithTriviaFrom(current));
            return;
        }

        var gap = style.NewLine + style.IndentOf(first) + style.Unit;
        var tall = opening + gap + string.Join("," + gap, arguments) + closing;
        edits.Change(node, current => edits.Code.Around(tall, current.Deeper(style.Unit)).WithTriviaFrom(current));
    }

    // A member of an anonymous object or a tuple that took its name from what was read there keeps it.
    private void KeepName(ExpressionSyntax node, string text)
    {
        if (node is not MemberAccessExpressionSyntax { Name.Identifier: var name } || name.Text == text)
        {
            return;
        }

        if (node.Parent is AnonymousObjectMemberDeclaratorSyntax { NameEquals: null } member)
        {
            edits.Change(member, current => Named(current, $"new {{ {name.Text} = {NewCode.Place} }}"));
        }
        else if (node.Parent is ArgumentSyntax { NameColon: null, Parent: TupleExpressionSyntax tuple } element
            && model.GetTypeInfo(tuple).ConvertedType is INamedTypeSymbol { IsTupleType: true } type
            && type.TupleElements[tuple.Arguments.IndexOf(element)].Name == name.ValueText)
        {
            edits.Change(element, current => Named(current, $"({name.Text}: {NewCode.Place}, 0)"));
        }
    }

    private SyntaxNode Named(SyntaxNode current, string form)
    {
        var named = edits.Code.Expression(form).DescendantNodes().First(made => made.RawKind == current.RawKind);
        return NewCode.Filled(named, current.ChildNodes().OfType<ExpressionSyntax>().Single().WithoutTrivia()).WithTriviaFrom(current);
    }
}
