using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.CodeFixes.Edits;

/// <summary>Catches the cancellation of the user's code: a loop goes into a try, a try gets one clause more.</summary>
internal static class Guarded
{
    /// <summary>The lines of a clause that takes the cancellation when the condition holds.</summary>
    public static string[] Clause(string exception, string condition, string body, string unit) =>
        [$"catch ({exception}) when ({condition})", "{", unit + body, "}"];

    /// <summary>The loop in a try with the clause; what stands in front of it stays in front, a remark behind it stays with it.</summary>
    /// <param name="loop">The loop, with other edits already in it.</param>
    /// <param name="original">The same loop where it stands in the user's file.</param>
    public static StatementSyntax Loop(NewCode code, StatementSyntax loop, StatementSyntax original, IEnumerable<string> clause)
    {
        code = code.Like(original.ChildNodes().OfType<BlockSyntax>().FirstOrDefault());
        var style = code.Style;
        var indent = style.IndentBeside(original);
        var guarded = code.Statements(indent, ["try", "{", style.Unit + NewCode.Place + ";", "}", .. clause])[0];
        var inner = loop.WithoutLeadingTrivia().Deeper(style.Unit).WithLeadingTrivia(SyntaxFactory.Whitespace(indent + style.Unit));
        inner = inner.GetTrailingTrivia().EndsLine() ? inner : inner.WithTrailingTrivia(inner.GetTrailingTrivia().Add(style.LineBreak));
        return NewCode.Filled(guarded, [inner]).WithLeadingTrivia(loop.GetLeadingTrivia()) is var made && style.IsBehindCode(original.GetFirstToken())
            ? made.WithLeadingTrivia(loop.GetLeadingTrivia().Prepend(SyntaxFactory.Whitespace(indent)))
            : made;
    }

    /// <summary>The try with the clause in front of those that it has.</summary>
    public static TryStatementSyntax Try(NewCode code, TryStatementSyntax current, TryStatementSyntax original, IEnumerable<string> lines)
    {
        var style = code.Style;
        var joins = style.IsBehindCode(original.Catches[0].CatchKeyword) && !style.OnOneLine(original.GetFirstToken(), original.GetLastToken());
        var indent = joins ? style.IndentOf(original.Catches[0].CatchKeyword) : style.IndentBeside(original);
        var clause = ((TryStatementSyntax)code.Statements(indent, ["try", "{", "}", .. lines])[0]).Catches[0];
        if (joins)
        {
            return current.WithCatches(current.Catches.Insert(0, clause.WithoutLeadingTrivia().WithTrailingTrivia(SyntaxFactory.Space)));
        }

        var first = current.Catches[0];
        var isBehind = style.IsBehindCode(original.Catches[0].CatchKeyword);
        var behind = isBehind ? current.Catches.Replace(first, first.OnOwnLine(indent)) : current.Catches;
        var block = isBehind ? current.Block.WithTrailingTrivia(current.Block.GetTrailingTrivia().Where(static trivia => trivia.IsComment())
            .Append(style.LineBreak)) : current.Block;
        return current.WithBlock(block).WithCatches(behind.Insert(0, clause.WithLeadingTrivia(SyntaxFactory.Whitespace(indent))));
    }
}
