using GracefulAnalyzers.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GracefulAnalyzers.Tests.Laws;

/// <summary>A line of code is read without scrolling. Text of another language, in a literal of several lines, keeps that language's lines.</summary>
public sealed class LineLaws
{
    private const int MostColumns = 160;

    private static readonly string Wide = new('x', MostColumns + 1);

    public static TheoryData<string> Folders => ["analyzers", "cli", "codefixes", "package", "samples", "tests"];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Lines_fit(string folder)
    {
        string[] tooLong =
            [.. Repository.Sources(folder).SelectMany(static file => TooLong(Repository.Read(Repository.At(file))!).Select(line => $"{file}:{line}"))];
        Report.Require(tooLong.Length == 0, () => $"Longer than {MostColumns} columns:\n{string.Join('\n', tooLong)}");
    }

    [Fact]
    public void Comments_names_and_literals_of_one_line_count() =>
        Assert.Equal([1, 2, 3, 4], TooLong($"// {Wide}\nclass {Wide};\nclass A {{ string s = \"{Wide}\";\nstring t = $\"{Wide}\"; }}"));

    [Fact]
    public void The_inside_of_a_literal_of_several_lines_does_not_count_and_what_follows_it_does() =>
        Assert.Equal([4], TooLong($"class A {{ string s = @\"\n{Wide}\n\n\"; string t = \"{Wide}\"; string u = $@\"\n{Wide}{{1}}\n\"; }}"));

    private static IEnumerable<int> TooLong(string source)
    {
        var text = SourceText.From(source);
        TextLine[] wide = [.. text.Lines.Where(static line => line.Span.Length > MostColumns)];
        if (wide.Length == 0)
        {
            return [];
        }

        var root = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview)).GetRoot();
        return wide.Where(line => !root.FindToken(line.Start + MostColumns).Parent!.AncestorsAndSelf()
                .Where(static node => node is LiteralExpressionSyntax or InterpolatedStringExpressionSyntax)
                .Any(literal => literal.SpanStart < line.Start && literal.Span.End > line.End))
            .Select(static line => line.LineNumber + 1);
    }
}
