using GracefulAnalyzers.Cli.Build;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Fix;

/// <summary>
/// Copies of the sources outside the tree while they are edited, for the one end that a session cannot undo itself: it is killed. Disposing only says
/// that the session is over; the copies go with the scratch folder.
/// </summary>
internal sealed class Originals : IDisposable
{
    private const string FolderName = "originals";
    private const string LockName = "originals.lock";
    private const int MaxListed = 10;

    // The system releases it with the process, however that ends.
    private readonly FileStream _lock;

    private Originals(FileStream held) => _lock = held;

    /// <summary>Copies every file of the snapshot, as it was, to where it would lie if the scratch folder's <c>originals</c> were the root of the file
    /// system.</summary>
    public static Originals Keep(TreeSnapshot tree, ScratchFolder scratch)
    {
        var originals = new Originals(new FileStream(Path.Combine(scratch.Path, LockName), FileMode.Create, FileAccess.ReadWrite, FileShare.None));
        foreach (string path in tree.Paths)
        {
            string copy = CopyOf(path, Path.Combine(scratch.Path, FolderName));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.WriteAllBytes(copy, tree.Original(path));
        }

        return originals;
    }

    /// <summary>A sentence for each killed session whose copies of some of the snapshot's files differ from what they hold now.</summary>
    public static IReadOnlyList<string> LeftBehind(TreeSnapshot tree)
    {
        var notices = new List<string>();
        foreach (string folder in Directory.EnumerateDirectories(Path.GetTempPath(), ScratchFolder.Prefix + "*").Where(IsAbandoned)
            .Order(StringComparer.Ordinal))
        {
            string root = Path.Combine(folder, FolderName);
            string[] changed = [.. tree.Paths.Where(path => Differs(CopyOf(path, root), tree.Original(path))).Order(StringComparer.Ordinal)];
            if (changed.Length > 0)
            {
                notices.Add($"An earlier fix was killed while it edited these files. As they were before it, they lie in '{root}'; "
                    + "copy back what you need, and delete that folder:"
                    + Wording.Listing(changed, MaxListed));
            }
        }

        return notices;
    }

    public void Dispose() => _lock.Dispose();

    private static string CopyOf(string path, string root) =>
        Path.Combine([root,
            .. path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries)
                .Select(part => part.TrimEnd(':'))]);

    private static bool IsAbandoned(string folder)
    {
        // In a shared folder for temporary files, anybody could leave something for us to advise; one that is open to nobody else is the person's own.
        const UnixFileMode others = (UnixFileMode)0b000_111_111;
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(folder) & others) != 0)
            {
                return false;
            }

            using var probe = new FileStream(Path.Combine(folder, LockName), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not a fix's, another person's, or of a fix that still runs.
            return false;
        }
    }

    private static bool Differs(string copy, byte[] now)
    {
        try
        {
            return File.Exists(copy) && !File.ReadAllBytes(copy).AsSpan().SequenceEqual(now);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
