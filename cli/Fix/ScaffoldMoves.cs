using System.Text.RegularExpressions;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Fix;

/// <summary>Where a scaffold of this run ended up; <paramref name="To"/> is null when it stays at the end of <paramref name="From"/>, because of the
/// reason.</summary>
internal sealed record PlacedScaffold(string Name, string From, string? To, string Reason);

/// <summary>
/// Moves scaffolds that <c>dotnet format</c> had to write to the ends of files into <c>Graceful/Name.cs</c> of their project. There, default globbing
/// compiles them; where it would not, they stay.
/// </summary>
internal sealed partial class ScaffoldMoves(TreeSnapshot tree)
{
    private readonly Dictionary<(string From, string Name), PlacedScaffold> _placed = [];
    private readonly List<(string Path, byte[] Before)> _undo = [];
    private readonly List<PlacedScaffold> _recent = [];

    /// <summary>Every scaffold that the run brought.</summary>
    public IEnumerable<PlacedScaffold> Placed =>
        _placed.Values.OrderBy(scaffold => scaffold.From, StringComparer.Ordinal).ThenBy(scaffold => scaffold.Name, StringComparer.Ordinal);

    /// <summary>Forgets what was placed since a look at <see cref="Placed"/>; the files are brought back by others.</summary>
    public void Return(IEnumerable<PlacedScaffold> placed)
    {
        _undo.Clear();
        _recent.Clear();
        _placed.Clear();
        foreach (PlacedScaffold scaffold in placed)
        {
            _placed.Add((scaffold.From, scaffold.Name), scaffold);
        }
    }

    /// <summary>Moves what the files end with now and did not before; true when something was moved.</summary>
    public bool Move(IReadOnlyList<CompiledSources> sources)
    {
        _undo.Clear();
        _recent.Clear();
        foreach (ChangedFile file in tree.Changes().Where(file => file.Before is not null))
        {
            Move(file, sources);
        }

        return _undo.Count > 0;
    }

    /// <summary>True when each file that <see cref="Move"/> wrote is compiled exactly once by all that compile its origin.</summary>
    public bool AreCompiled(IReadOnlyList<CompiledSources> sources) => _recent.All(scaffold => sources
        .Where(target => target.Files.Contains(scaffold.From, PathText.Comparer))
        .All(target => target.Files.Count(file => PathText.Comparer.Equals(file, scaffold.To)) == 1));

    /// <summary>Takes the last <see cref="Move"/> back for good.</summary>
    public void Undo()
    {
        foreach (PlacedScaffold scaffold in _recent)
        {
            tree.Remove(scaffold.To!);
            _placed[(scaffold.From, scaffold.Name)] = scaffold with { To = null, Reason = "the project does not compile it elsewhere" };
        }

        foreach (var (path, before) in _undo)
        {
            tree.Write(path, before);
        }

        _undo.Clear();
        _recent.Clear();
    }

    private void Move(ChangedFile file, IReadOnlyList<CompiledSources> sources)
    {
        SourceBytes source = SourceBytes.Of(file.After);
        HashSet<string> known = [.. ScaffoldBlock.In(SourceBytes.Of(file.Before!).Text).Select(block => block.Name)];
        ScaffoldBlock[] fresh = [.. ScaffoldBlock.In(source.Text).Where(block => !known.Contains(block.Name) && !_placed.ContainsKey((file.Path, block.Name)))];
        if (fresh.Length == 0)
        {
            return;
        }

        string tail = source.Text[fresh[0].Start..];
        bool isTail = fresh.Aggregate(tail, (rest, block) => rest.Replace(block.Text, "", StringComparison.Ordinal)).Trim().Length == 0;
        var (home, reason) = isTail ? Home(file.Path, fresh, sources) : (null, "other code follows it");
        if (home is null)
        {
            foreach (ScaffoldBlock block in fresh)
            {
                _placed[(file.Path, block.Name)] = new(block.Name, file.Path, null, reason);
            }

            return;
        }

        string before = source.Text[..fresh[0].Start];
        string? enclosing = FileScopedNamespace().Match(before) is { Success: true } declared ? declared.Groups["name"].Value : null;
        string header = source.Mark + Header(source, file.Path);
        _undo.Add((file.Path, file.After));
        foreach (ScaffoldBlock block in fresh)
        {
            string path = Path.Combine(home, block.Name + ".cs");
            tree.Create(path, source.ToBytes(block.AsFile(enclosing, header)));
            var placed = new PlacedScaffold(block.Name, file.Path, path, "");
            _placed[(file.Path, block.Name)] = placed;
            _recent.Add(placed);
        }

        tree.Write(file.Path, source.ToBytes(WithoutGap(before, isEnded: tail.EndsWith('\n'))));
    }

    // The fix put one line break between the file and the scaffold, and ended the file's last line first if it had to.
    private static string WithoutGap(string text, bool isEnded)
    {
        for (int breaks = isEnded ? 1 : 2; breaks > 0 && text.EndsWith('\n'); breaks--)
        {
            text = text[..^(text.EndsWith("\r\n", StringComparison.Ordinal) ? 2 : 1)];
        }

        return text;
    }

    // The folder for the scaffolds; or none, and why not.
    private static (string? Folder, string Reason) Home(string path, ScaffoldBlock[] blocks, IReadOnlyList<CompiledSources> sources)
    {
        CompiledSources[] owners = [.. sources.Where(target => target.Files.Contains(path, PathText.Comparer))];
        string[] projects = [.. owners.Select(target => target.Project).Distinct(PathText.Comparer)];
        string? folder = projects is [var only] ? Path.GetDirectoryName(only) : null;
        string? home = folder is null ? null : Path.Combine(folder, "Graceful");
        string? taken = home is null ? null : blocks.Select(block => Path.Combine(home, block.Name + ".cs")).FirstOrDefault(File.Exists);
        string reason = folder is null ? "several projects compile that file"
            : !PathText.IsBeneath(folder, path) ? "that file lies outside its project"
            : owners.Any(target => !target.FindsSources) ? "the project lists its sources itself"
            : taken is not null ? $"{PathText.Relative(folder, taken)} exists already"
            : "";
        return (reason.Length == 0 ? home : null, reason);
    }

    // A comment that other files of the tree begin with too is the repository's file header, which its rules may ask for.
    private string Header(SourceBytes source, string path)
    {
        Match header = LeadingComment().Match(source.Text[source.Mark.Length..]);
        string name = Path.GetFileName(path);
        return header.Success && tree.Paths.Any(other => other != path && Begins(other))
            && !header.Value.Contains(name, StringComparison.Ordinal)
            ? header.Value
            : "";

        bool Begins(string other)
        {
            SourceBytes text = SourceBytes.Of(tree.Original(other));
            return text.Text[text.Mark.Length..].StartsWith(header.Value, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex(@"^[ \t]*namespace\s+(?<name>[^\s;{]+)\s*;", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex FileScopedNamespace();

    [GeneratedRegex(@"\A(//[^\r\n]*\r?\n)+(\r?\n)?|\A/\*.*?\*/[ \t]*\r?\n(\r?\n)?", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex LeadingComment();
}
