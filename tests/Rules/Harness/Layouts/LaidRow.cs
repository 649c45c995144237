using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using GracefulAnalyzers.Plans;
using Microsoft.CodeAnalysis;

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
        var product = Product.Shipped;
        var fixing = new Fixing(product, id);
        var original = await Originals.GetOrAdd(before.Name, _ => new(() => Original.OfAsync(id, before))).Value;
        var laid = layout.Lay(before) ?? throw new InvalidOperationException($"{before.Name} cannot be written as {layout}.");
        var open = Projects.Open("Custom", Written(before, laid));
        var project = open.Projects.Single();
        var texts = await project.FilesAsync();
        var analysis = await Analysis.OfAsync(project, product);
        // A layout that does not compile, or says something else, would make every other remark worthless.
        Report.Require(analysis.Errors.IsEmpty && analysis.Crashes.IsEmpty, () => $"{before.Name} as {layout} is no program, which is the test's own fault\n"
            + Report.Annotate(texts, analysis.Errors.Concat(analysis.Crashes).Select(static e => Remark.At(e, "error"))));

        var complaints = ImmutableArray.CreateBuilder<(string Kind, string What)>();
        var found = Tracked.Spell(analysis.Findings, laid).ToArray();
        if (!found.SequenceEqual(original.Findings))
        {
            complaints.Add(("other findings", Report.Diff(string.Join('\n', original.Findings), string.Join('\n', found))));
        }

        var refusals = ImmutableArray.CreateBuilder<string>();
        var offered = 0;
        foreach (var finding in analysis.Findings.Where(finding => finding.Id == id))
        {
            var isOffered = !(await fixing.ActionsAsync(project.GetDocument(finding.Location.SourceTree)!, finding)).IsEmpty;
            offered += isOffered ? 1 : 0;
            var reason = finding.Properties.GetValueOrDefault(FindingProperties.Unfixable);
            if (!isOffered && FindingProperties.CanBeFixed(finding))
            {
                complaints.Add(("promised and refused", $"The finding counts as fixable, and nothing is offered: {finding.Location.GetLineSpan()}"));
            }
            else if (!isOffered)
            {
                refusals.Add(reason ?? "");
                if (!Regex.IsMatch(reason ?? "", @"^[A-Z].{20,}\.$"))
                {
                    complaints.Add(("no reason", $"The finding does not say why it has no fix: '{reason}'"));
                }
            }
        }

        if (offered == 0)
        {
            return new LaidRow(original.Offered, 0, refusals.ToImmutable(), complaints.ToImmutable(), Report.Annotate(texts, []));
        }

        var first = project.GetDocument(analysis.Findings.First(finding => finding.Id == id).Location.SourceTree)!;
        var mended = await fixing.SolutionAsync(open, first, id);
        var outcome = await Mended.OfAsync(mended.Projects.Single(), texts);
        complaints.AddRange(outcome.Harm(laid, layout));
        if (offered >= original.Offered)
        {
            complaints.AddRange(outcome.OtherThan(layout.LayExpected(Overlaid(before, after))!, original.Comments, layout, after));
        }

        var again = await fixing.ApplyAsync(mended, Route.Solution);
        var twice = await again.Projects.Single().FilesAsync();
        complaints.AddRange(outcome.Files.Where(file => twice[file.Key] != file.Value)
            .Select(file => ("changed twice", $"A second run changes {file.Key} again\n{Report.Diff(file.Value, twice[file.Key])}")));
        return new LaidRow(
            original.Offered, offered, refusals.ToImmutable(), complaints.ToImmutable(), $"{Report.Annotate(texts, [])}\n=== fixed\n{outcome.Annotated}");
    }

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

    /// <summary>What is said of the violation, and done for it, as the page writes it.</summary>
    private sealed record Original(string[] Findings, int Offered, string[] Comments)
    {
        public static async Task<Original> OfAsync(string id, Sample before)
        {
            var project = Projects.Open(before);
            var files = Layout.Plainly(before);
            var findings = (await Analysis.OfAsync(project, Product.Shipped)).Findings;
            var offered = 0;
            foreach (var finding in findings.Where(finding => finding.Id == id))
            {
                var actions = await new Fixing(Product.Shipped, id).ActionsAsync(project.GetDocument(finding.Location.SourceTree)!, finding);
                offered += actions.IsEmpty ? 0 : 1;
            }

            return new Original([.. Tracked.Spell(findings, files)], offered, [.. Spoken.CommentsOf(files.Select(static file => file.Root))]);
        }
    }
}
