using GracefulAnalyzers.Cli.Scan;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Tests;

public sealed class GitHubReportTests
{
    [Fact]
    public void Findings_and_errors_are_one_line_each_and_cannot_start_a_command_of_their_own()
    {
        string root = Path.GetFullPath("/repo");
        Finding finding = new(
            "GRACE1001", "StreamIgnoresClient", Severity.Warning, "50% is lost\r\n::error::forged", new(Path.Combine(root, "src", "a,b:c%.cs"), 3, 5, 3, 9),
            "https://example.org/GRACE1001", "Service", "safe", Suppressed: false, []);
        var verdict = new ScanVerdict(
            [finding, finding with { Severity = Severity.Info, Name = "", HelpUri = "", Message = "m", Span = finding.Span with { EndLine = 4 } }],
            [], [], [new("Service", "it does not compile", ["a.cs(1,1): error"]), new("", "GRACE7 is not a rule", [])], 2);
        using var output = new StringWriter();

        new GitHubReport(output, root).Write(verdict);

        Assert.Equal(
            [
                "::warning file=src/a%2Cb%3Ac%25.cs,line=3,endLine=3,col=5,endColumn=9,title=GRACE1001 StreamIgnoresClient::50%25 is "
                    + "lost%0D%0A::error::forged%0Ahttps://example.org/GRACE1001",
                "::notice file=src/a%2Cb%3Ac%25.cs,line=3,endLine=4,title=GRACE1001::m",
                "::error title=graceful scan::Could not analyse Service: it does not compile%0Aa.cs(1,1): error",
                "::error title=graceful scan::GRACE7 is not a rule",
                "",
            ],
            output.ToString().Split(Environment.NewLine));
    }

    [Fact]
    public void The_repository_s_root_is_the_nearest_folder_with_git_in_it()
    {
        using SourceTree tree = new SourceTree().File("repo/.git", "gitdir: elsewhere").File("repo/src/a.cs", "").File("alone/a.cs", "");

        Assert.Equal(tree.Path("repo"), RepositoryRoot.Of(tree.Path("repo/src")));
        Assert.Equal(tree.Path("alone"), RepositoryRoot.Of(tree.Path("alone")));
    }
}
