using GracefulAnalyzers.Cli.Build;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Fix;

/// <summary>Makes sure that git can bring back what is about to be changed.</summary>
internal static class CommittedTree
{
    private const int MaxListed = 10;

    /// <exception cref="ScanRefusedException">Something beneath the target's folders is not committed, or not in git at all.</exception>
    public static async Task RequireAsync(ScanTarget target, CancellationToken cancellation)
    {
        string[] folders =
            [.. target.Projects.Select(project => Path.GetDirectoryName(project)!).Where(Directory.Exists).Append(target.Folder).Distinct(PathText.Comparer)];
        foreach (string folder in folders.Where(folder => !folders.Any(other => other != folder && PathText.IsBeneath(other, folder))))
        {
            if (await GitProcess.RunAsync(folder, cancellation, "rev-parse", "--show-toplevel") is not { } root)
            {
                throw new ScanRefusedException($"git could not be started, so nothing would bring the files back. Install it, or use --force.");
            }

            if (root.ExitCode != 0)
            {
                throw new ScanRefusedException($"'{folder}' is not in a git repository, so nothing would bring the files back ({FirstLine(root.Error)}). "
                    + "Commit it first, or use --force.");
            }

            await RequireCleanAsync(folder, cancellation);
        }

        foreach (string project in target.Projects.Where(File.Exists))
        {
            if (await GitProcess.RunAsync(Path.GetDirectoryName(project)!, cancellation, "ls-files", "--error-unmatch", "--", Path.GetFileName(project))
                is not { ExitCode: 0 })
            {
                throw new ScanRefusedException($"git does not track '{project}', so nothing would bring its files back. Commit them first, or use --force.");
            }
        }
    }

    /// <summary>Those of the files that git could not bring back to what they hold now: ignored, new, changed, or in no repository.</summary>
    /// <param name="files">Absolute paths, in any repositories.</param>
    public static async Task<IReadOnlySet<string>> NotCommittedAsync(IEnumerable<string> files, CancellationToken cancellation)
    {
        var lost = new HashSet<string>(PathText.Comparer);
        foreach (IGrouping<string, string> repository in files.GroupBy(file => RepositoryRoot.Of(Path.GetDirectoryName(file)!), PathText.Comparer))
        {
            // No answer to either, and git brings nothing back: there is no repository, or no commit in it.
            IEnumerable<string>? tracked = await ListAsync(repository.Key, cancellation, "ls-files", "-z", "--", ".");
            IEnumerable<string>? changed = await ListAsync(
                repository.Key, cancellation, "diff", "--name-only", "-z", "--no-ext-diff", "--no-textconv", "--no-renames", "--relative", "HEAD", "--", ".");
            HashSet<string> committed = new(tracked is null || changed is null ? [] : tracked.Except(changed, PathText.Comparer), PathText.Comparer);
            lost.UnionWith(repository.Where(file => !committed.Contains(file)));
        }

        return lost;
    }

    private static async Task<IEnumerable<string>?> ListAsync(string folder, CancellationToken cancellation, params string[] arguments) =>
        await GitProcess.RunAsync(folder, cancellation, arguments) is { ExitCode: 0, Output: var output }
            ? output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(path => Path.GetFullPath(path, folder))
            : null;

    private static async Task RequireCleanAsync(string folder, CancellationToken cancellation)
    {
        var status = (await GitProcess.RunAsync(folder, cancellation, "-c", "core.quotepath=off", "status", "--porcelain", "--untracked-files=all", "--",
            "."))!.Value;
        if (status.ExitCode != 0)
        {
            throw new ScanRefusedException($"git could not tell whether '{folder}' is committed: {FirstLine(status.Error)}");
        }

        string[] changes = [.. status.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(change => change.TrimEnd('\r'))];
        if (changes.Length > 0)
        {
            throw new ScanRefusedException(
                $"There are uncommitted changes in '{folder}', which could not be told from the fixes afterwards. Commit or stash them first, or use --force."
                + Wording.Listing(changes, MaxListed));
        }
    }

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();
}
