using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using System.Security.Cryptography;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GracefulAnalyzers.Corpus.Findings;

/// <summary>The rules of one analyzer DLL, of whatever commit, run over compilations. Suppressors act on others' advice and are left out.</summary>
internal sealed class AnalyzerSet
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly ImmutableArray<DiagnosticAnalyzer> _analyzers;
    private readonly ImmutableDictionary<string, ReportDiagnostic> _severities;
    private readonly bool _concurrent;
    private readonly Context _context;

    /// <exception cref="FileNotFoundException">There is no such DLL.</exception>
    public AnalyzerSet(string path, bool concurrent)
    {
        path = Path.GetFullPath(path);
        Hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))[..12];
        _concurrent = concurrent;
        Folder = Path.GetDirectoryName(path)!;
        _context = new Context(Folder);
        _analyzers =
        [
            .. _context.LoadFromAssemblyPath(path).GetTypes()
                .Where(static t => !t.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(t) && !typeof(DiagnosticSuppressor).IsAssignableFrom(t))
                .OrderBy(static t => t.FullName, StringComparer.Ordinal)
                .Select(static t => (DiagnosticAnalyzer)Activator.CreateInstance(t, nonPublic: true)!),
        ];

        // Rules that are off by default report, too.
        _severities = _analyzers.SelectMany(static a => a.SupportedDiagnostics).DistinctBy(static d => d.Id)
            .ToImmutableDictionary(static d => d.Id, static d => d.DefaultSeverity switch
            {
                DiagnosticSeverity.Error => ReportDiagnostic.Error,
                DiagnosticSeverity.Warning => ReportDiagnostic.Warn,
                DiagnosticSeverity.Info => ReportDiagnostic.Info,
                _ => ReportDiagnostic.Hidden,
            });
    }

    /// <summary>Stands for the bytes of the DLL.</summary>
    public string Hash { get; }

    /// <summary>Where the DLL lies.</summary>
    public string Folder { get; }

    public int Count => _analyzers.Length;

    /// <summary>Loads a DLL that refers to the analyzers' one, so that both mean the same types.</summary>
    public Assembly Load(string path) => _context.LoadFromAssemblyPath(path);

    /// <summary>All findings, suppressed ones with them, and what analyzers threw as AD0001.</summary>
    /// <exception cref="OperationCanceledException">The analyzers did not end in ten minutes.</exception>
    public async Task<ImmutableArray<Diagnostic>> FindAsync(CSharpCompilation compilation, AnalyzerOptions? options = null)
    {
        using var source = new CancellationTokenSource(Patience);
        var configured = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(_severities));
        return await configured
            .WithAnalyzers(_analyzers, new CompilationWithAnalyzersOptions(
                options ?? new AnalyzerOptions([]), onAnalyzerException: null, _concurrent, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true))
            .GetAnalyzerDiagnosticsAsync(source.Token);
    }

    // Old and new DLLs have one name. The compiler's types are those of this program, whatever version the DLL asks for.
    private sealed class Context(string folder) : AssemblyLoadContext("analyzers")
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            var beside = Path.Combine(folder, assemblyName.Name + ".dll");
            var isShared = assemblyName.Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)
                || assemblyName.Name.StartsWith("System.", StringComparison.Ordinal) || assemblyName.Name == "netstandard";
            return !isShared && File.Exists(beside) ? LoadFromAssemblyPath(beside) : null;
        }
    }
}
