using GracefulAnalyzers.Cli.Shared;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace GracefulAnalyzers.Cli.Explain;

/// <summary>A rule as its page describes it. The page's header is generated from the rule.</summary>
internal sealed record RulePage(string Id, string Name, string Summary, string Severity, string FixSafety, MarkdownDocument Document)
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().Build();

    /// <summary>Every page that the tool carries, by ID.</summary>
    public static IReadOnlyList<RulePage> All { get; } =
        [.. RuleNames.All.Select(rule => Parse(rule.Id, RuleNames.Page($"{RuleNames.Folder}{rule.Id}.md")))];

    /// <summary>The rule that is meant, by ID, number or name; else null.</summary>
    public static RulePage? Find(string asked) => All.FirstOrDefault(page => page.Id == RuleNames.IdOf(asked));

    public static RulePage Parse(string id, string markdown)
    {
        MarkdownDocument document = Markdown.Parse(markdown, Pipeline);
        string title = document.OfType<HeadingBlock>().FirstOrDefault() is { } heading ? PlainText(heading.Inline) : id;
        string summary = document.OfType<ParagraphBlock>().FirstOrDefault() is { } paragraph ? PlainText(paragraph.Inline) : "";
        string[] cells = [.. (document.OfType<Table>().FirstOrDefault()?.OfType<TableRow>().FirstOrDefault(row => !row.IsHeader) ?? [])
            .OfType<TableCell>().Select(cell => string.Concat(cell.OfType<ParagraphBlock>().Select(text => PlainText(text.Inline))))];
        return new(id, title.Split(": ", 2) is [_, var name] ? name : title, summary, cells.ElementAtOrDefault(0) ?? "", cells.ElementAtOrDefault(2) ?? "",
            document);
    }

    /// <summary>An inline's text without its marks.</summary>
    public static string PlainText(ContainerInline? container) => string.Concat((container ?? Enumerable.Empty<Inline>()).Select(inline => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        LineBreakInline => " ",
        ContainerInline inner => PlainText(inner),
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        AutolinkInline link => link.Url,
        _ => "",
    }));
}
