namespace GracefulAnalyzers.Cli.Shared;

/// <summary>The folder that code hosts show paths relative to.</summary>
internal static class RepositoryRoot
{
    /// <summary>The nearest folder upwards that holds a git repository or worktree; the folder itself outside of one.</summary>
    public static string Of(string folder)
    {
        for (string? candidate = folder; candidate is not null; candidate = Path.GetDirectoryName(candidate))
        {
            // In a worktree or a submodule it is a file.
            if (Path.Exists(Path.Combine(candidate, ".git")))
            {
                return candidate;
            }
        }

        return folder;
    }
}
