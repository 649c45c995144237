using System.Diagnostics;
using GracefulAnalyzers.Cli.Build;
using GracefulAnalyzers.Cli.Scan;
using GracefulAnalyzers.Cli.Shared;
using Spectre.Console;

namespace GracefulAnalyzers.Cli.Fix;

/// <summary>One fix from target to exit code. Analyzers and fixes are handed in: absolute paths of assemblies for <c>dotnet format</c>.</summary>
internal sealed class FixRun(IReadOnlyList<string> analyzers, TextWriter patch, Terminal output, Terminal error, string currentFolder)
{
    public const int NothingLeft = 0;
    public const int FixableLeft = 1;
    public const int Failed = 2;

    public async Task<int> RunAsync(string? path, FixOptions options, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            CarriedAssemblies.Require(analyzers);

            // Not the default of a scan, which shows the sample to whoever cloned this repository.
            ScanTarget target = ScanTarget.Resolve(path ?? ".", currentFolder).Only(options.Project, currentFolder);
            if (options.Mode == FixMode.Apply && !options.Force)
            {
                await CommittedTree.RequireAsync(target, cancellation);
            }

            // A patch has standard output to itself.
            Terminal told = options is { Mode: FixMode.DryRun, PatchFolder: null } ? error : output;
            string root = PathText.IsBeneath(currentFolder, target.Path) ? currentFolder : target.Folder;
            var report = new FixReport(told, root);
            report.WriteHeader(root == currentFolder ? PathText.Relative(currentFolder, target.Path) : target.Path);

            using ScratchFolder scratch = ScratchFolder.Create();
            using var session = new FixSession(target, options, analyzers, scratch, new FixProgress(error.Console, root));
            var patches = new List<string>();
            string? folder = options.PatchFolder is { } given ? Path.GetFullPath(given, currentFolder) : null;
            if (await session.RunAsync(folder is null ? null : WriteAsync, cancellation) is not { } outcome)
            {
                new FixReport(error, root).WriteFailure(session.Failure, session.FailureDetails);
                return Failed;
            }

            if (options.Mode == FixMode.DryRun && folder is null)
            {
                await patch.WriteAsync(await ExplainedAsync(outcome));
            }

            if (session.Close() is { Count: > 0 } lost)
            {
                new FixReport(error, root).WriteFailure("These files could not be brought back:", [.. lost.Select(file => new ScanError("", file, []))]);
                return Failed;
            }

            report.Write(outcome, options.Mode, clock.Elapsed);
            report.WritePatches(patches);
            bool isLeft = outcome.Remaining.Count > 0 || outcome.Broken.Count > 0 || (options.Mode == FixMode.Check && outcome.Changes.Count > 0);
            return isLeft ? FixableLeft : NothingLeft;

            async Task<string> ExplainedAsync(FixOutcome mended)
            {
                string top = Patch.RootOf(target, mended.Changes);
                return new ExplainedPatch(top).Write(await Patch.WriteAsync(top, mended.Changes, scratch, cancellation), mended.Fixed);
            }

            async Task WriteAsync(string rule, FixOutcome mended)
            {
                if (mended.Changes.Count > 0)
                {
                    Directory.CreateDirectory(folder!);
                    patches.Add(Path.Combine(folder!, $"{rule}.patch"));
                    await File.WriteAllTextAsync(patches[^1], await ExplainedAsync(mended), cancellation);
                }
            }
        }
        catch (Exception e) when (e is ScanRefusedException or IOException or UnauthorizedAccessException)
        {
            error.Console.WriteLine(e.Message);
            return Failed;
        }
    }
}
