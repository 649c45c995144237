namespace GracefulAnalyzers.Tests.Laws;

/// <summary>
/// Folders, each of which may use those before it and itself. A file belongs to the entry that names most of its path; an empty entry is the root.
/// </summary>
internal sealed class FolderOrder(params string[] folders)
{
    /// <summary>What breaks the order: uses that go the wrong way, and files that no entry is for.</summary>
    public IReadOnlyList<string> Offences(FileGraph graph) =>
    [
        .. graph.Files.Where(file => Place(file) < 0).Select(file => $"{file} lies in no folder of the order"),
        .. graph.Uses.Where(use => Place(use.To) > Place(use.From)).Select(use => $"{use}, and {Name(use.To)} comes after {Name(use.From)}"),
    ];

    /// <summary>Entries that hold no file.</summary>
    public IReadOnlyList<string> Unused(FileGraph graph) =>
        [.. folders.Except(graph.Files.Select(Place).Where(place => place >= 0).Select(place => folders[place]))];

    private string Name(string file) => Place(file) is >= 0 and var place && folders[place].Length > 0 ? folders[place] : "the root";

    private int Place(string file)
    {
        for (string folder = FileUse.FolderOf(file); ; folder = FileUse.FolderOf(folder))
        {
            int place = Array.IndexOf(folders, folder);
            // The root's entry is for the files that lie there.
            if (folder.Length == 0)
            {
                return place >= 0 && !file.Contains('/', StringComparison.Ordinal) ? place : -1;
            }

            if (place >= 0)
            {
                return place;
            }
        }
    }
}
