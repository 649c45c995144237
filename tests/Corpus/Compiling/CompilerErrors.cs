using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GracefulAnalyzers.Corpus.Compiling;

/// <summary>What the compiler says of a compilation, kept from run to run: to ask costs as much as the analyzers do.</summary>
internal static class CompilerErrors
{
    /// <summary>The ID of each error. <paramref name="path"/> is where they are kept, and must change with the sources.</summary>
    public static string[] Of(string path, IEnumerable<CSharpCompilation> compilations)
    {
        if (File.Exists(path))
        {
            return File.ReadAllLines(path);
        }

        string[] errors =
        [
            .. compilations.SelectMany(static c => c.GetDiagnostics()).Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.Id),
        ];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllLines(path + ".new", errors);
        File.Move(path + ".new", path, overwrite: true);
        return errors;
    }
}
