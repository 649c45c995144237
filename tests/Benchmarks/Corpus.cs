using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GracefulAnalyzers.Benchmarks;

/// <summary>
/// One project of at least 20,000 lines: the quiet service again and again under other namespaces. Every file is about hosting,
/// streaming or queues, so this is the worst case for our rules: none of its code can be skipped by a gate.
/// </summary>
internal static class Corpus
{
    private const int LeastLines = 20_000;

    private static readonly string[] Packs = ["Microsoft.NETCore.App.Ref", "Microsoft.AspNetCore.App.Ref"];

    public static (CSharpCompilation Compilation, int Lines) Create()
    {
        var root = Path.Combine(Facts.RepositoryRoot, "tests", "Quiet");
        var files = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(path) is not ("Program.cs" or "Log.cs"))
            .Order(StringComparer.Ordinal)
            .Select(path => (Path: Path.GetRelativePath(root, path), Text: File.ReadAllText(path)))
            .ToList();
        var log = WithoutGenerator(File.ReadAllText(Path.Combine(root, "Log.cs")));
        var parse = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);
        List<SyntaxTree> trees = [CSharpSyntaxTree.ParseText(GlobalUsings, parse, "GlobalUsings.cs")];
        var lines = 0;
        for (var copy = 0; lines < LeastLines; copy++)
        {
            var name = "Quiet" + copy.ToString(CultureInfo.InvariantCulture);
            foreach (var (path, text) in files.Append(("Log.cs", log)))
            {
                var renamed = text.Replace("namespace Quiet", "namespace " + name, StringComparison.Ordinal)
                    .Replace("using Quiet", "using " + name, StringComparison.Ordinal);
                trees.Add(CSharpSyntaxTree.ParseText(renamed, parse, $"{name}/{path}"));
                lines += renamed.Count(static c => c == '\n');
            }
        }

        trees.Add(CSharpSyntaxTree.ParseText(File.ReadAllText(Path.Combine(root, "..", "Stubs", "AzureMessagingServiceBus.cs")), parse, "Stubs.cs"));
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
        return (CSharpCompilation.Create("Corpus", trees, References(), options), lines);
    }

    // Log messages get their bodies from a source generator, which is not what is measured here.
    private static string WithoutGenerator(string log) => log
        .Replace("static partial void", "static void", StringComparison.Ordinal)
        .Replace("static partial class", "static class", StringComparison.Ordinal)
        .Replace(");\n", ") { }\n", StringComparison.Ordinal);

    private static IEnumerable<MetadataReference> References()
    {
        var packs = Packs
            .SelectMany(pack => Directory.EnumerateFiles(Directory.EnumerateDirectories(Path.Combine(Facts.PackRoot, pack), "10.*").Order(StringComparer.Ordinal).Last(), "*.dll", SearchOption.AllDirectories))
            .Where(static path => path.Contains($"{Path.DirectorySeparatorChar}ref{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        string[] packages = ["MassTransit", "RabbitMQ.Client", "OpenAI", "System.ClientModel", "Microsoft.EntityFrameworkCore", "Microsoft.Data.Sqlite", "Microsoft.Extensions.AI", "System.Memory.Data"];
        var local = Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")
            .Where(path => packages.Any(package => Path.GetFileName(path).StartsWith(package, StringComparison.Ordinal)));
        return packs.Concat(local).DistinctBy(Path.GetFileName).Select(static path => MetadataReference.CreateFromFile(path));
    }

    private const string GlobalUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http;
        global using System.Threading; global using System.Threading.Tasks; global using System.Net.Http.Json; global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting; global using Microsoft.AspNetCore.Http; global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.Configuration; global using Microsoft.Extensions.DependencyInjection; global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        """;
}
