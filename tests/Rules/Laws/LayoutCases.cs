using GracefulAnalyzers.Plans;
using GracefulAnalyzers.Tests.Harness;
using GracefulAnalyzers.Tests.Harness.Layouts;

namespace GracefulAnalyzers.Tests.Laws;

/// <summary>
/// Code whose text fixes once broke, as people write it, and code of the same kinds: whatever is found is mended or says why not, what compiled
/// compiles still, and no comment and no directive is lost.
/// </summary>
public class LayoutCases
{
    public static TheoryData<string, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var (name, input) in LayoutInputs.All)
            {
                foreach (var id in Sample.Words(input.Ids))
                {
                    rows.Add(name, id);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_fix_leaves_a_program(string name, string id)
    {
        var (_, frameworks, code) = LayoutInputs.All[name];
        var open = Projects.Open("Custom", Sample.Of(code, frameworks, name));
        var project = open.Projects.Single();
        var texts = await project.FilesAsync();
        var before = await Analysis.OfAsync(project, Product.Shipped);
        Report.Require(before.Errors.IsEmpty && before.Crashes.IsEmpty, () =>
            $"{name} is no program\n{Report.Annotate(texts, before.Errors.Concat(before.Crashes).Select(static e => Remark.At(e, "error")))}");
        var findings = before.Findings.Where(finding => finding.Id == id).ToArray();
        Report.Require(findings.Length > 0, () =>
            $"{name}: {id} reports nothing\n{Report.Annotate(texts, before.Findings.Select(static f => Remark.At(f, "reported")))}");

        var start = project.GetDocument(findings[0].Location.SourceTree)!;
        var mended = (await new Fixing(Product.Shipped, id).SolutionAsync(open, start, id)).Projects.Single();

        var outcome = await Mended.OfAsync(mended, texts);
        string[] complaints =
        [
            .. (await Analysis.OfAsync(mended, Product.Shipped)).Findings.Where(finding => finding.Id == id).Select(Reason).OfType<string>(),
            .. outcome.Harm([.. texts.Select(static file => new Laid(file.Key, Tracked.Unit(file.Value)))], StyleOf(code)).Concat(outcome.LostComments())
                .Select(static complaint => $"{complaint.Kind}: {complaint.What}"),
        ];
        Report.Require(complaints.Length == 0, () => $"{name}, {id}\n* {string.Join("\n* ", complaints)}\n{Report.Annotate(texts, [])}\n"
            + $"=== fixed\n{outcome.Annotated}");
    }

    // What is left says why, in a sentence.
    private static string? Reason(Microsoft.CodeAnalysis.Diagnostic left)
    {
        var reason = left.Properties.GetValueOrDefault(FindingProperties.Unfixable);
        return FindingProperties.CanBeFixed(left) ? "promised and refused: the finding counts as fixable and is left"
            : LaidRow.IsSentence(reason) ? null : $"no reason: the finding does not say why it is left: '{reason}'";
    }

    // A file of several lines without a brace alone on one of them is written in K&R.
    private static Layout StyleOf(string code)
    {
        var lines = code.Split('\n');
        var isKAndR = lines.Length > 1 && !lines.Any(static line => line.Trim() == "{");
        return Layout.All.Single(layout => layout.Name == (isKAndR ? "K&R" : "one line"));
    }
}
