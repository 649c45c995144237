using System.Globalization;

namespace GracefulAnalyzers.Drills;

public sealed class ProofPageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("graceful-proof-page").FullName;

    private string Path => System.IO.Path.Combine(_folder, "proof.md");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Only_the_part_of_the_drills_is_replaced()
    {
        File.WriteAllText(Path, "# Proof\n<!-- rules -->\nours\n<!-- /rules -->\n<!-- drills -->\nold\n<!-- /drills -->\nend\n");
        ProofPage.Read(Path).Write("new\n");
        Assert.Equal("# Proof\n<!-- rules -->\nours\n<!-- /rules -->\n<!-- drills -->\nnew\n<!-- /drills -->\nend\n", File.ReadAllText(Path));
    }

    [Fact]
    public void What_others_wrote_during_the_drill_stays()
    {
        ProofPage page = ProofPage.Read(Path);
        File.WriteAllText(Path, "rules\n<!-- drills -->\n<!-- /drills -->\n");
        page.Write("new\n");
        Assert.Equal("rules\n<!-- drills -->\nnew\n<!-- /drills -->\n", File.ReadAllText(Path));
    }

    [Fact]
    public void The_page_of_the_project_was_written_by_the_whole_drill()
    {
        string page = File.ReadAllText(DrillOnService.PathOf("ProofPath"));
        DrillSize size = DrillSize.Long;
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"{size.Streams} streams over {size.SigtermCycles} SIGTERM and "
            + $"{size.SigkillCycles} SIGKILL cycles; `tests/Quiet` works off {size.Messages:N0} messages"), page, StringComparison.Ordinal);
        Assert.DoesNotContain("smaller run", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# Proof\n")]
    [InlineData("<!-- drills -->\n")]
    [InlineData("<!-- /drills -->\n<!-- drills -->\n")]
    public void A_page_without_the_part_is_refused_before_the_drill(string text)
    {
        File.WriteAllText(Path, text);
        Assert.Contains("<!-- drills -->", Assert.Throws<FormatException>(() => ProofPage.Read(Path)).Message, StringComparison.Ordinal);
    }
}
