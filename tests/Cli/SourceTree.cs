using System.Diagnostics;
using System.Security.Cryptography;

namespace GracefulAnalyzers.Cli.Tests;

/// <summary>A stranger's repository in a temporary folder.</summary>
internal sealed class SourceTree : IDisposable
{
    public const string TwoBadMethods = """
        namespace Service;
        public class Worker
        {
            public void BadLoop() { }
            public void NoteThis() { }
        #pragma warning disable GRACE9001 // known
            public void BadButKnown() { }
        #pragma warning restore GRACE9001
        }
        """;

    public const string Clean = "namespace Service; public class Worker { public void Good() { } }";

    public SourceTree() => Root = Directory.CreateTempSubdirectory("graceful-tree-").FullName;

    public string Root { get; }

    public string Path(string relative) => System.IO.Path.Combine(Root, relative);

    public SourceTree File(string relative, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(relative))!);
        System.IO.File.WriteAllText(Path(relative), text);
        return this;
    }

    /// <summary>A class library with one source file beside it.</summary>
    public SourceTree Project(string relative, string source, string properties = "", string items = "", string framework = "net10.0")
    {
        string property = framework.Contains(';', StringComparison.Ordinal) ? "TargetFrameworks" : "TargetFramework";
        File(relative, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><{property}>{framework}</{property}>{properties}</PropertyGroup>
              <ItemGroup>{items}</ItemGroup>
            </Project>
            """);
        return File(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(relative)!, "Worker.cs"), source);
    }

    public SourceTree Slnx(string relative, params string[] projects) =>
        File(relative, $"<Solution>{string.Concat(projects.Select(project => $"<Project Path=\"{project}\" />"))}</Solution>");

    /// <summary>Makes the tree a git repository with everything in it committed.</summary>
    public SourceTree Committed()
    {
        Git("init", "--quiet");
        Git("add", "--all");
        Git("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org", "-c", "commit.gpgsign=false", "commit", "--quiet", "--message", "all");
        return this;
    }

    /// <summary>What git says on standard output.</summary>
    public string Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-C", Root, .. arguments]) { RedirectStandardOutput = true };
        foreach (string variable in (string[])["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"])
        {
            // Set while a git hook runs the tests; they would turn the command to the repository under test.
            start.Environment.Remove(variable);
        }

        using Process git = Process.Start(start)!;
        string output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return output;
    }

    /// <summary>The content of a file.</summary>
    public string Text(string relative) => System.IO.File.ReadAllText(Path(relative));

    /// <summary>Every file with its content's hash and time, every folder, as lines.</summary>
    public IReadOnlyList<string> Snapshot() =>
    [
        .. new DirectoryInfo(Root).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
            .Where(entry => !entry.FullName.StartsWith(Path(".git") + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal))
            .Select(entry => entry is FileInfo file
                ? $"{file.FullName} {Convert.ToHexString(SHA256.HashData(System.IO.File.ReadAllBytes(file.FullName)))} {file.LastWriteTimeUtc:O}"
                : entry.FullName)
            .Order(StringComparer.Ordinal),
    ];

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
