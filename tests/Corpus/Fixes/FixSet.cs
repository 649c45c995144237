using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography;
using GracefulAnalyzers.Corpus.Findings;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GracefulAnalyzers.Corpus.Fixes;

/// <summary>The fixes of the DLL that lies beside an analyzer DLL, by the IDs that they mend.</summary>
internal sealed class FixSet
{
    private const string Name = "GracefulAnalyzers.CodeFixes";

    private readonly List<string> _refusals = [];

    /// <exception cref="FileNotFoundException">No such DLL lies there.</exception>
    public FixSet(AnalyzerSet analyzers)
    {
        var path = Path.Combine(analyzers.Folder, Name + ".dll");
        Hash = analyzers.Hash + Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))[..12];
        var assembly = analyzers.Load(path);
        ById = assembly.GetTypes()
            .Where(static t => !t.IsAbstract && typeof(CodeFixProvider).IsAssignableFrom(t))
            .Select(static t => (CodeFixProvider)Activator.CreateInstance(t, nonPublic: true)!)
            .SelectMany(static f => f.FixableDiagnosticIds.Select(id => (Id: id, Fix: f)))
            .ToImmutableSortedDictionary(static f => f.Id, static f => f.Fix, StringComparer.Ordinal);

        // A fix that writes something unsound is held back and says so only here.
        assembly.GetType($"{Name}.Engine.SoundEdit", throwOnError: true)!
            .GetProperty("Refused", BindingFlags.Static | BindingFlags.NonPublic)!
            .SetValue(null, (Action<string>)_refusals.Add);
    }

    /// <summary>Stands for the bytes of both DLLs.</summary>
    public string Hash { get; }

    public ImmutableSortedDictionary<string, CodeFixProvider> ById { get; }

    /// <summary>What was refused since the last call.</summary>
    public string TakeRefusals()
    {
        var all = string.Join("; ", _refusals);
        _refusals.Clear();
        return all;
    }
}
