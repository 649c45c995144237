using GracefulAnalyzers.Tests.Harness;

namespace GracefulAnalyzers.Tests.Generated;

/// <summary>Text in the repository that follows from the rules: compared in a normal run, rewritten under <c>GRACEFUL_BLESS=1</c>.</summary>
internal static class Blessed
{
    private static readonly bool Rewrites = Environment.GetEnvironmentVariable("GRACEFUL_BLESS") == "1";

    /// <summary>The whole file equals the text.</summary>
    public static void File(string path, string expected)
    {
        var actual = Repository.Read(path);
        if (actual == expected)
        {
            return;
        }

        if (Rewrites)
        {
            System.IO.File.WriteAllText(path, expected);
            return;
        }

        Assert.Fail($"{Path.GetRelativePath(Repository.Root, path)} is generated and out of date; run GRACEFUL_BLESS=1 dotnet test, then commit it.\n"
            + $"{Report.Diff(expected, actual ?? "")}");
    }

    /// <summary>The file follows from nothing any more.</summary>
    public static void Absent(string path)
    {
        if (Rewrites)
        {
            System.IO.File.Delete(path);
            return;
        }

        Assert.Fail($"{Path.GetRelativePath(Repository.Root, path)} is no longer generated; run GRACEFUL_BLESS=1 dotnet test, then commit its deletion.");
    }

    /// <summary>What lies between <c>&lt;!-- name --&gt;</c> and <c>&lt;!-- /name --&gt;</c> equals the text; the rest of the file is its author's.</summary>
    public static void Section(string path, string name, string expected)
    {
        var (open, close) = ($"<!-- {name} -->", $"<!-- /{name} -->");
        var text = Repository.Read(path);
        Report.Require(text is not null, () => $"{Path.GetRelativePath(Repository.Root, path)} does not exist; write it with the lines {open} and {close}.");
        var from = text!.IndexOf(open, StringComparison.Ordinal);
        var to = text.IndexOf(close, StringComparison.Ordinal);
        Report.Require(from >= 0 && to > from,
            () => $"{Path.GetRelativePath(Repository.Root, path)} needs the lines {open} and {close} around its generated part.");
        File(path, text[..(from + open.Length)] + "\n" + expected + text[to..]);
    }
}
