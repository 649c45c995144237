using System.Diagnostics;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Corpus.Fixes;

/// <summary>Two states of a project as a unified diff, which git writes.</summary>
internal static class Patch
{
    /// <summary>Empty when no document differs. <paramref name="folder"/> is made and taken away again.</summary>
    public static async Task<string> OfAsync(Project before, Project after, string folder)
    {
        var changes = after.GetChanges(before);
        foreach (var id in changes.GetChangedDocuments())
        {
            await WriteAsync(before.GetDocument(id)!, Path.Combine(folder, "a"));
        }

        foreach (var id in changes.GetChangedDocuments().Concat(changes.GetAddedDocuments()))
        {
            await WriteAsync(after.GetDocument(id)!, Path.Combine(folder, "b"));
        }

        if (!Directory.Exists(folder))
        {
            return "";
        }

        Directory.CreateDirectory(Path.Combine(folder, "a"));
        var start = new ProcessStartInfo("git", ["diff", "--no-index", "--no-color", "--no-ext-diff", "--unified=6", "a", "b"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start)!;
        var text = await git.StandardOutput.ReadToEndAsync();
        await git.WaitForExitAsync();
        Directory.Delete(folder, recursive: true);
        return text;
    }

    private static async Task WriteAsync(Document document, string root)
    {
        var path = Path.Combine(root, document.FilePath is { } known ? known.TrimStart('/') : string.Join('/', [.. document.Folders, document.Name]));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, (await document.GetTextAsync()).ToString());
    }
}
