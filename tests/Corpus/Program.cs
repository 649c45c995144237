using System.CommandLine;
using GracefulAnalyzers.Corpus;
using GracefulAnalyzers.Corpus.Findings;
using GracefulAnalyzers.Corpus.Fixes;

var analyzers = new Option<string>("--analyzers") { Description = "The GracefulAnalyzers.dll to run, of any commit.", Required = true };
var work = new Option<string>("--work") { Description = "A folder for restored packages and for what was done already.", Required = true };
var output = new Option<string>("--out") { Description = "The file for the findings; figures go into a .log beside it.", Required = true };
var repositories = new Option<string?>("--repositories") { Description = "A folder of checked-out repositories." };
var list = new Option<string?>("--list") { Description = "A file that names repositories, folders in them or project files, one a line." };
var sources = new Option<string?>("--sources") { Description = "The root of this project: its pages, samples and quiet service are analysed." };
var only = new Option<string[]>("--only") { Description = "Takes only projects whose repository/path has one of these texts in it." };
var serial = new Option<bool>("--serial") { Description = "Runs the analyzers one after the other." };
var compilations = new Option<bool>("--compilations") { Description = "References projects as compilations, as an editor does, not as images." };
var run = new Command("run", "Writes all findings as sorted text.") { analyzers, work, output, repositories, list, sources, only, serial, compilations };
run.SetAction(async parsed =>
{
    var (folder, file) = (Path.GetFullPath(parsed.GetRequiredValue(work)), Path.GetFullPath(parsed.GetRequiredValue(output)));
    await new Run(new RunOptions(parsed.GetRequiredValue(analyzers), folder, file)
    {
        Repositories = parsed.GetValue(repositories) is { } checkouts ? Path.GetFullPath(checkouts) : null,
        List = parsed.GetValue(list),
        Sources = parsed.GetValue(sources) is { } root ? Path.GetFullPath(root) : null,
        Only = parsed.GetValue(only) ?? [],
        Concurrent = !parsed.GetValue(serial),
        Images = !parsed.GetValue(compilations),
    }).RunAsync();
    return 0;
});

var patches = new Option<string>("--out") { Description = "The folder for a diff of each edit and for the table of all.", Required = true };
var fixes = new Command("fixes", "Applies the fix of each finding to the project as it is, and says what became of it.")
{
    analyzers, work, patches, repositories, list, only,
};
fixes.SetAction(async parsed =>
{
    var (folder, target) = (Path.GetFullPath(parsed.GetRequiredValue(work)), Path.GetFullPath(parsed.GetRequiredValue(patches)));
    await new FixRun(new RunOptions(parsed.GetRequiredValue(analyzers), folder, target)
    {
        Repositories = parsed.GetValue(repositories) is { } checkouts ? Path.GetFullPath(checkouts) : null,
        List = parsed.GetValue(list),
        Only = parsed.GetValue(only) ?? [],
    }).RunAsync();
    return 0;
});

var before = new Argument<string>("before") { Description = "Findings of the older run." };
var after = new Argument<string>("after") { Description = "Findings of the newer run." };
var detail = new Option<Detail>("--detail")
{
    Description = "How much of a finding counts: all of it, the places of its plan without the words, or the finding alone.",
};
var compare = new Command("compare", "Says whether two files of findings are equal, and if not what came and went; the exit code is 1 then.")
{
    before, after, detail,
};
compare.SetAction(async parsed =>
{
    var (old, now) = (await File.ReadAllTextAsync(parsed.GetRequiredValue(before)), await File.ReadAllTextAsync(parsed.GetRequiredValue(after)));
    var asked = parsed.GetValue(detail);
    var comparison = Comparison.Of(old, now, asked);
    if (old == now || (asked != Detail.All && comparison.IsEqual))
    {
        await Console.Out.WriteLineAsync(old == now ? "equal" : "equal but for what was left out");
        return 0;
    }

    if (comparison.IsEqual)
    {
        await Console.Out.WriteLineAsync("the same findings in another order");
    }

    foreach (var line in comparison.Lines())
    {
        await Console.Out.WriteLineAsync(line);
    }

    return 1;
});

return await new RootCommand("Runs the rules over code that nobody here wrote.") { run, fixes, compare }.Parse(args).InvokeAsync();
