using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using GracefulAnalyzers.Plans;

namespace GracefulAnalyzers.Tests.Harness.Layouts;

/// <summary>What became of one fix in one layout.</summary>
/// <param name="Wanted">Findings that the page mends.</param>
/// <param name="Offered">Those of them that are offered a fix in the layout.</param>
/// <param name="Refusals">Why the others are not, in the findings' own words.</param>
/// <param name="Complaints">What is wrong: a kind, and what differs.</param>
/// <param name="Shown">The code in this layout, and what the fix made of it.</param>
internal sealed record LaidRow(
    int Wanted, int Offered, ImmutableArray<string> Refusals, ImmutableArray<(string Kind, string What)> Complaints, string Shown)
{
    private static readonly ConcurrentDictionary<(string Fix, string Layout), Lazy<Task<LaidRow>>> Known = [];

    private static readonly ConcurrentDictionary<string, Lazy<Task<Original>>> Originals = [];

    /// <summary>The violation in the layout, analysed and mended with all fixes of the page's rule; found out once for all tests that ask.</summary>
    public static Task<LaidRow> OfAsync(string id, Sample before, Sample after, Layout layout) =>
        Known.GetOrAdd((after.Name, layout.Name), _ => new(() => RunAsync(id, before, after, layout))).Value;

    private static async Task<LaidRow> RunAsync(string id, Sample before, Sample after, Layout layout)
    {
        var original = await Originals.GetOrAdd(before.Name, _ => new(() => Original.OfAsync(id, before))).Value;
        var laid = layout.Of(before) ?? throw new InvalidOperationException($"{before.Name} cannot be written as {layout}.");
        var open = Projects.Open("Custom", Written(before, laid));
        var project = open.Projects.Single();
        var texts = await project.FilesAsync();
        var analysis = await Analysis.OfAsync(project, Product.Shipped);
        // A layout that does not compile would make every other remark worthless.
        Report.Require(analysis.Errors.IsEmpty && analysis.Crashes.IsEmpty, () => $"{before.Name} as {layout} is no program, which is the test's own fault\n"
            + Report.Annotate(texts, analysis.Errors.Concat(analysis.Crashes).Select(static e => Remark.At(e, "error"))));

        var complaints = ImmutableArray.CreateBuilder<(string Kind, string What)>();
        var said = Tracked.Spell(analysis.Findings, laid).ToArray();
        if (!said.SequenceEqual(original.Findings))
        {
            complaints.Add(("other findings", Report.Diff(string.Join('\n', original.Findings), string.Join('\n', said))));
        }

        var findings = analysis.Findings.Where(finding => finding.Id == id).ToArray();
        var refusals = findings.Where(static finding => !FindingProperties.CanBeFixed(finding))
            .Select(static finding => finding.Properties.GetValueOrDefault(FindingProperties.Unfixable) ?? "").ToImmutableArray();
        complaints.AddRange(refusals.Where(static reason => !IsSentence(reason))
            .Select(static reason => ("no reason", $"A finding does not say why it has no fix: '{reason}'")));
        var shown = Report.Annotate(texts, findings.Select(static finding => Remark.At(finding, "reported")));
        if (refusals.Length == findings.Length)
        {
            return new LaidRow(original.Fixable, 0, refusals, complaints.ToImmutable(), shown);
        }

        var fixing = new Fixing(Product.Shipped, id);
        var mended = await fixing.SolutionAsync(open, project.GetDocument(findings[0].Location.SourceTree)!, id);
        var outcome = await Mended.OfAsync(mended.Projects.Single(), texts);
        var refused = outcome.Left(id).ToArray();
        complaints.AddRange(refused.Select(static place => ("promised and refused", $"A finding counts as fixable and is left: {place}")));
        complaints.AddRange(outcome.Harm(laid, layout));
        var offered = findings.Length - refusals.Length - refused.Length;
        complaints.AddRange(offered >= original.Fixable
            ? outcome.OtherThan(layout.LayExpected(Overlaid(before, after))!, original.Comments, layout, after)
            : outcome.LostComments());

        var again = await fixing.ApplyAsync(mended, Route.Solution);
        var twice = await again.Projects.Single().FilesAsync();
        complaints.AddRange(outcome.Files.Where(file => twice[file.Key] != file.Value)
            .Select(file => ("changed twice", $"A second run changes {file.Key} again\n{Report.Diff(file.Value, twice[file.Key])}")));
        return new LaidRow(original.Fixable, offered, refusals, complaints.ToImmutable(), $"{shown}\n=== fixed\n{outcome.Annotated}");
    }

    /// <summary>True for a reason that tells the reader something.</summary>
    public static bool IsSentence(string? reason) => Regex.IsMatch(reason ?? "", @"^[A-Z].{20,}\.$");

    // What the page's fix leaves out stays as it was.
    private static Sample Overlaid(Sample before, Sample after) => after with
    {
        Files = [.. before.Files.Where(file => !after.Files.Any(other => other.Name == file.Name)), .. after.Files],
    };

    private static Sample Written(Sample sample, IReadOnlyList<Laid> files) => sample with
    {
        Files =
        [
            .. sample.Files.Where(static file => file.IsConfiguration),
            .. files.Select(static file => new SourceFile(file.Name, file.Root.ToFullString(), [])),
        ],
    };

    /// <summary>What is said of the violation as the page writes it, where whatever counts as fixable is fixed: another law sees to that.</summary>
    private sealed record Original(string[] Findings, int Fixable, string[] Comments)
    {
        public static async Task<Original> OfAsync(string id, Sample before)
        {
            var files = Layout.Plainly(before);
            var findings = (await Analysis.OfAsync(Projects.Open(before), Product.Shipped)).Findings;
            return new Original(
                [.. Tracked.Spell(findings, files)],
                findings.Count(finding => finding.Id == id && FindingProperties.CanBeFixed(finding)),
                [.. Spoken.CommentsOf(files.Select(static file => file.Root))]);
        }
    }
}
