namespace GracefulAnalyzers.Drills;

/// <summary>The page of proofs: the drills' table is one part of it, the rest belongs to others.</summary>
internal sealed class ProofPage
{
    private const string Open = "<!-- drills -->\n";
    private const string Close = "<!-- /drills -->";

    private readonly string _path;

    private ProofPage(string path) => _path = path;

    /// <summary>Makes sure that the page has the part: a file that does not exist gets it, one without it is refused.</summary>
    /// <exception cref="FormatException">The file has no lines around a drills' part.</exception>
    public static ProofPage Read(string path)
    {
        if (!File.Exists(path))
        {
            File.WriteAllText(path, $"# Proof\n\n{Open}{Close}\n");
        }

        _ = Find(path);
        return new ProofPage(path);
    }

    /// <summary>Replaces the drills' part. The page is read again: what others wrote meanwhile stays.</summary>
    public void Write(string section)
    {
        (string text, int from, int to) = Find(_path);
        File.WriteAllText(_path, text[..from] + section + text[to..]);
    }

    private static (string Text, int From, int To) Find(string path)
    {
        string text = File.ReadAllText(path);
        int open = text.IndexOf(Open, StringComparison.Ordinal);
        int close = text.IndexOf(Close, Math.Max(open, 0), StringComparison.Ordinal);
        return open >= 0 && close >= 0
            ? (text, open + Open.Length, close)
            : throw new FormatException($"{path} needs the lines {Open.TrimEnd()} and {Close} around the drills' part.");
    }
}
