using GracefulAnalyzers.Cli.Build;

namespace GracefulAnalyzers.Cli.Tests;

public sealed class BuildErrorTests
{
    [Fact]
    public void A_message_of_several_lines_stays_one()
    {
        using SourceTree tree = new SourceTree().File("errors.log", """
                 1>/r/D/D.csproj : error NU1605: Warning As Error: Detected package downgrade: L from 9.0.0 to 8.0.0. 
            /r/D/D.csproj : error NU1605:  D -> E 9.0.0 -> L (>= 9.0.0) 
            /r/D/D.csproj : error NU1605:  D -> L (>= 8.0.0) [/r/App.slnx]
                 2>/r/D/D.csproj : error NU1101: Unable to find package N. [/r/App.slnx]
                 3>/r/A.cs(1,2): error CS0246: missing [/r/A/A.csproj::TargetFramework=net10.0]
                 3>EXEC : error : it says
              more than a line [/r/A/A.csproj]
            """);

        IReadOnlyList<BuildError> errors = BuildError.Read(tree.Path("errors.log"));

        Assert.Equal(
            [
                ("/r/D/D.csproj", "/r/D/D.csproj : error NU1605: Warning As Error: Detected package downgrade: L from 9.0.0 to 8.0.0.\n"
                    + "  D -> E 9.0.0 -> L (>= 9.0.0)\n  D -> L (>= 8.0.0)"),
                ("/r/D/D.csproj", "/r/D/D.csproj : error NU1101: Unable to find package N."),
                ("/r/A/A.csproj", "/r/A.cs(1,2): error CS0246: missing"),
                ("/r/A/A.csproj", "EXEC : error : it says\n  more than a line"),
            ],
            errors.Select(error => (error.Project, error.Text)));
    }
}
