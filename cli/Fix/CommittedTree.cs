namespace GracefulAnalyzers.Cli.Fix;

/// <summary>Makes sure that git can bring back what is about to be changed.</summary>
internal static class CommittedTree
{
    private const int MaxListed = 10;

    /// <exception cref="ScanRefusedException">Something beneath the target's folders is not committed, or not in git at all.</exception>
    public static async Task RequireAsync(ScanTarget target, CancellationToken cancellation)
    {
        string[] folders = [.. target.Projects.Select(project => Path.GetDirectoryName(project)!).Where(Directory.Exists).Append(target.Folder).Distinct(PathText.Comparer)];
        foreach (string folder in folders.Where(folder => !folders.Any(other => other != folder && PathText.IsBeneath(other, folder))))
        {
            if (await GitProcess.RunAsync(folder, cancellation, "rev-parse", "--show-toplevel") is not { } root)
            {
                throw new ScanRefusedException($"git could not be started, so nothing would bring the files back. Install it, or use --force.");
            }

            if (root.ExitCode != 0)
            {
                throw new ScanRefusedException($"'{folder}' is not in a git repository, so nothing would bring the files back ({FirstLine(root.Error)}). Commit it first, or use --force.");
            }

            await RequireCleanAsync(folder, cancellation);
        }

        foreach (string project in target.Projects.Where(File.Exists))
        {
            if (await GitProcess.RunAsync(Path.GetDirectoryName(project)!, cancellation, "ls-files", "--error-unmatch", "--", Path.GetFileName(project)) is not { ExitCode: 0 })
            {
                throw new ScanRefusedException($"git does not track '{project}', so nothing would bring its files back. Commit them first, or use --force.");
            }
        }
    }

    private static async Task RequireCleanAsync(string folder, CancellationToken cancellation)
    {
        var status = (await GitProcess.RunAsync(folder, cancellation, "-c", "core.quotepath=off", "status", "--porcelain", "--untracked-files=all", "--", "."))!.Value;
        if (status.ExitCode != 0)
        {
            throw new ScanRefusedException($"git could not tell whether '{folder}' is committed: {FirstLine(status.Error)}");
        }

        string[] changes = status.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (changes.Length > 0)
        {
            string rest = changes.Length > MaxListed ? $"{Environment.NewLine}  and {changes.Length - MaxListed} more" : "";
            throw new ScanRefusedException(
                $"There are uncommitted changes in '{folder}', which could not be told from the fixes afterwards. Commit or stash them first, or use --force."
                + string.Concat(changes.Take(MaxListed).Select(change => $"{Environment.NewLine}  {change.TrimEnd('\r')}")) + rest);
        }
    }

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();
}
