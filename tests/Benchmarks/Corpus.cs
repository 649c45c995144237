using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static System.FormattableString;

namespace GracefulAnalyzers.Benchmarks;

/// <summary>One project of at least 20,000 lines, made of copies of real code under other names.</summary>
internal static class Corpus
{
    private const int LeastLines = 24_000;

    // About a seventh of an ordinary service is about hosting, streaming or queues.
    private const int QuietCopiesInOrdinary = 2;

    private static readonly string[] Packs = ["Microsoft.NETCore.App.Ref", "Microsoft.AspNetCore.App.Ref"];

    // What the feature folders are named after, so that names differ between copies as they do in a real project.
    private static readonly (string Folder, string Noun, string[] Nouns)[] Features =
    [
        ("Invoices", "Invoice", ["Invoice", "Order", "Quote", "Contract", "Subscription", "Booking", "Claim", "Refund", "Voucher", "Policy", "Lease", "Permit",
            "Tender", "Grant", "Pledge", "Levy"]),
        ("Shipments", "Shipment", ["Shipment", "Delivery", "Transport", "Freight", "Pallet", "Container", "Cargo", "Courier", "Transfer", "Dispatch", "Pickup",
            "Haulage", "Convoy", "Voyage", "Crossing", "Ferry"]),
        ("Customers", "Customer", ["Customer", "Supplier", "Partner", "Employee", "Member", "Patient", "Student", "Tenant", "Agent", "Vendor", "Donor",
            "Reader", "Guest", "Driver", "Broker", "Teacher"]),
    ];

    /// <summary>
    /// An ordinary service: entities, DTOs, mappers, validators, controllers, minimal APIs, repositories and clients of other services,
    /// with two copies of the quiet service among them.
    /// </summary>
    public static (CSharpCompilation Compilation, int Lines) Ordinary() => Compile(static copy => copy < QuietCopiesInOrdinary
        ? QuietCopy(copy)
        : Features.SelectMany(feature => FeatureCopy(feature.Folder, feature.Noun, feature.Nouns[copy % feature.Nouns.Length], copy)));

    /// <summary>
    /// The quiet service again and again. Every file is about hosting, streaming or queues, so this is the worst case for our rules: none
    /// of its code can be skipped by a gate.
    /// </summary>
    public static (CSharpCompilation Compilation, int Lines) Worst() => Compile(QuietCopy);

    private static (CSharpCompilation Compilation, int Lines) Compile(Func<int, IEnumerable<(string Path, string Text)>> copyOf)
    {
        var parse = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);
        List<SyntaxTree> trees =
        [
            CSharpSyntaxTree.ParseText(GlobalUsings, parse, "GlobalUsings.cs"),
            CSharpSyntaxTree.ParseText(File.ReadAllText(Path.Combine(Facts.RepositoryRoot, "tests", "Benchmarks", "Stubs", "AzureMessagingServiceBus.cs")),
                parse, "Stubs.cs"),
        ];
        var lines = 0;
        for (var copy = 0; lines < LeastLines; copy++)
        {
            foreach (var (path, text) in copyOf(copy))
            {
                trees.Add(CSharpSyntaxTree.ParseText(text, parse, path));
                lines += text.Count(static c => c == '\n');
            }
        }

        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
        return (CSharpCompilation.Create("Corpus", trees, References(), options), lines);
    }

    private static IEnumerable<(string Path, string Text)> FeatureCopy(string folder, string noun, string name, int copy)
    {
        var root = Path.Combine(Facts.RepositoryRoot, "tests", "Benchmarks", "Ordinary", folder);
        foreach (var file in Directory.EnumerateFiles(root, "*.cs").Order(StringComparer.Ordinal))
        {
            var text = File.ReadAllText(file)
                .Replace(noun, name, StringComparison.Ordinal)
                .Replace(Camel(noun), Camel(name), StringComparison.Ordinal)
                .Replace($".{name}s;", Invariant($".{name}s{copy};"), StringComparison.Ordinal);
            yield return (Invariant($"{name}s{copy}/{Path.GetFileName(file).Replace(noun, name, StringComparison.Ordinal)}"), text);
        }
    }

    private static IEnumerable<(string Path, string Text)> QuietCopy(int copy)
    {
        var root = Path.Combine(Facts.RepositoryRoot, "tests", "Quiet");
        var name = Invariant($"Quiet{copy}");
        foreach (var file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories).Where(static path => Path.GetFileName(path) != "Program.cs")
            .Order(StringComparer.Ordinal))
        {
            var text = File.ReadAllText(file)
                .Replace("namespace Quiet", "namespace " + name, StringComparison.Ordinal)
                .Replace("using Quiet", "using " + name, StringComparison.Ordinal);
            yield return ($"{name}/{Path.GetRelativePath(root, file)}", Path.GetFileName(file) == "Log.cs" ? WithoutGenerator(text) : text);
        }
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    // Log messages get their bodies from a source generator, which is not what is measured here.
    private static string WithoutGenerator(string log) => log
        .Replace("static partial void", "static void", StringComparison.Ordinal)
        .Replace("static partial class", "static class", StringComparison.Ordinal)
        .Replace(");\n", ") { }\n", StringComparison.Ordinal);

    private static IEnumerable<MetadataReference> References()
    {
        var packs = Packs
            .SelectMany(pack => Directory.EnumerateFiles(Directory.EnumerateDirectories(Path.Combine(Facts.PackRoot, pack), "10.*")
                .Order(StringComparer.Ordinal).Last(), "*.dll", SearchOption.AllDirectories))
            .Where(static path => path.Contains($"{Path.DirectorySeparatorChar}ref{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        string[] packages = ["MassTransit", "RabbitMQ.Client", "OpenAI", "System.ClientModel", "Microsoft.EntityFrameworkCore", "Microsoft.Data.Sqlite",
            "Microsoft.Extensions.AI", "System.Memory.Data"];
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
