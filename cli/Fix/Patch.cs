using System.Text.RegularExpressions;
using GracefulAnalyzers.Cli.Build;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Fix;

/// <summary>What changed, as a unified diff that <c>git apply</c> takes.</summary>
internal static partial class Patch
{
    /// <param name="root">The folder that the patch's paths are relative to.</param>
    /// <exception cref="ScanRefusedException">There is no git to write it, or it failed.</exception>
    public static async Task<string> WriteAsync(string root, IReadOnlyList<ChangedFile> changes, ScratchFolder scratch, CancellationToken cancellation)
    {
        string folder = Path.Combine(scratch.Path, Path.GetRandomFileName());
        foreach (string side in (string[])["a", "b"])
        {
            Directory.CreateDirectory(Path.Combine(folder, side));
        }

        foreach (ChangedFile file in changes)
        {
            string relative = Path.GetRelativePath(root, file.Path);
            Write("b", relative, file.After);
            if (file.Before is not null)
            {
                Write("a", relative, file.Before);
            }
        }

        string[] diff =
        [
            // Nobody's own settings may change what a patch looks like.
            "-c", "core.quotepath=off", "-c", "core.autocrlf=false", "-c", "core.safecrlf=false", "-c", "diff.mnemonicPrefix=false",
            "diff", "--no-index", "--no-color", "--no-ext-diff", "--no-textconv", "--no-prefix", "--no-renames", "--", "a", "b",
        ];
        var (exitCode, output, error) = await GitProcess.RunAsync(folder, cancellation, diff)
            ?? throw new ScanRefusedException("--dry-run needs git to write the patch, and git could not be started.");
        // 1 says that there are differences. An empty patch after a failure would look like nothing to change.
        return exitCode is 0 or 1
            // Of a file that exists on one side only, git names that side twice.
            ? NewFile().Replace(output, "diff --git a/")
            : throw new ScanRefusedException($"git could not write the patch: {error.Trim()}");

        void Write(string side, string relative, byte[] bytes)
        {
            string path = Path.Combine(folder, side, relative);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, bytes);
        }
    }

    /// <summary>The root of the target's repository, or the nearest folder above it that holds every changed file.</summary>
    public static string RootOf(ScanTarget target, IReadOnlyList<ChangedFile> changes)
    {
        string root = RepositoryRoot.Of(target.Folder);
        while (!changes.All(file => PathText.IsBeneath(root, file.Path)) && Path.GetDirectoryName(root) is { } parent)
        {
            root = parent;
        }

        return root;
    }

    [GeneratedRegex("^diff --git b/", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex NewFile();
}
