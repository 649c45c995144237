using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GracefulAnalyzers.Tests.Harness;

/// <summary>What <c>frameworks=…</c> in a fence's info string stands for.</summary>
internal static class Frameworks
{
    /// <summary>The word that leaves only the base class library.</summary>
    public const string None = "none";

    /// <summary>Name of a framework, then the assemblies that a project referencing it compiles against.</summary>
    private static readonly Dictionary<string, string[]> Assemblies = new(StringComparer.Ordinal)
    {
        ["RabbitMq6"] = ["fact:RabbitMq6"],
        ["RabbitMq7"] = ["RabbitMQ.Client"],
        ["MassTransit"] = ["MassTransit", "MassTransit.Abstractions", "MassTransit.RabbitMqTransport", "RabbitMQ.Client"],
        ["AzureServiceBus"] = ["stub:AzureMessagingServiceBus", "System.Memory.Data"],
        ["Kafka"] = ["fact:Kafka"],
        ["AmazonSQS"] = ["fact:AwsSqs", "fact:AwsCore"],
        ["AzureStorageQueues"] = ["fact:AzureStorageQueues", "fact:AzureStorageCommon", "fact:AzureCore", "System.ClientModel", "System.Memory.Data"],
        ["MailKit"] = ["stub:Mail"],
        ["SendGrid"] = ["stub:Mail"],
        ["AmazonSES"] = ["stub:Mail"],
        ["Twilio"] = ["stub:Mail"],
        ["Stripe"] = ["stub:Payments"],
        ["Rebus"] = ["Rebus"],
        ["Hangfire"] = ["Hangfire.Core"],
        ["Coravel"] = ["Coravel"],
        ["EventHubs"] = ["stub:Consumers"],
        ["GooglePubSub"] = ["stub:Consumers"],
        ["NServiceBus"] = ["stub:Consumers"],
        ["KafkaFlow"] = ["stub:Consumers"],
        ["SlimMessageBus"] = ["stub:Consumers"],
        ["AwsMessaging"] = ["stub:Consumers"],
        ["EasyNetQ"] = ["stub:Consumers"],
        ["AzureFunctions"] = ["stub:Consumers"],
        ["DurableFunctions"] = ["stub:Workflows"],
        ["DurableFunctionsInProcess"] = ["stub:Workflows"],
        ["DurableTask"] = ["stub:Workflows"],
        ["Temporal"] = ["stub:Workflows"],
        ["DaprWorkflow"] = ["stub:Workflows"],
        ["DaprActors"] = ["stub:Workflows"],
        ["Orleans"] = ["stub:Workflows"],
        ["Akka"] = ["stub:Workflows"],
        ["ExtensionsAI"] = ["Microsoft.Extensions.AI", "Microsoft.Extensions.AI.Abstractions"],
        ["OpenAI"] = ["OpenAI", "System.ClientModel", "System.Memory.Data"],
        ["EFCore"] =
        [
            "Microsoft.EntityFrameworkCore", "Microsoft.EntityFrameworkCore.Abstractions",
            "Microsoft.EntityFrameworkCore.Relational", "Microsoft.EntityFrameworkCore.Sqlite", "Microsoft.Data.Sqlite",
        ],
        ["Redis"] = ["StackExchange.Redis"],
        ["Grpc"] = ["stub:Grpc"],
        ["Npgsql"] = ["Npgsql"],
        ["Serilog"] = ["fact:Serilog"],
        ["NLog"] = ["fact:NLog"],
        ["OpenTelemetry"] = ["fact:OpenTelemetry", "fact:OpenTelemetryApi"],
        ["ApplicationInsights"] = ["fact:ApplicationInsights"],
    };

    private static readonly string[] Brokers = ["RabbitMq6", "RabbitMq7", "MassTransit", "AzureServiceBus"];

    private static readonly ConcurrentDictionary<string, Lazy<MetadataReference>> References = new(StringComparer.Ordinal);

    /// <summary>The compiler shares what it has read of an assembly among the compilations that are alive; one for each set of references stays alive.</summary>
    private static readonly ConcurrentDictionary<string, Lazy<CSharpCompilation>> Kept = new(StringComparer.Ordinal);

    /// <summary>Real assemblies whose types appear in the signatures of stubs.</summary>
    private static readonly Lazy<MetadataReference[]> StubDependencies = new(static () =>
        [MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, "System.Memory.Data.dll"))]);

    public static IEnumerable<string> Names => Assemblies.Keys;

    public static bool IsKnown(string name) => name == None || Assemblies.ContainsKey(name);

    public static bool IsBroker(string name) => Brokers.Contains(name);

    /// <summary>The namespaces that the SDK kind imports implicitly, as a global-usings file.</summary>
    public static string GlobalUsings(IEnumerable<string> frameworks)
    {
        string[] bcl =
        [
            "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http",
            "System.Threading", "System.Threading.Tasks",
        ];
        string[] web =
        [
            "System.Net.Http.Json", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http",
            "Microsoft.AspNetCore.Routing", "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection",
            "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging",
        ];
        string[] all = frameworks.Contains(None) ? bcl : [.. bcl, .. web];
        return string.Concat(all.Select(static n => $"global using global::{n};\n"));
    }

    /// <summary>The references of a fence: the base packs, and what it names.</summary>
    public static ImmutableArray<MetadataReference> For(IEnumerable<string> frameworks) =>
        Keep("", AssembliesOf(frameworks), static bytes => bytes, static text => text);

    /// <summary>The same references under other names: every assembly image and stub goes through the given rewriting.</summary>
    public static ImmutableArray<MetadataReference> For(
        IEnumerable<string> frameworks, string flavour, Func<byte[], byte[]> image, Func<string, string> source) =>
        Keep(flavour, AssembliesOf(frameworks), image, source);

    private static ImmutableArray<MetadataReference> Keep(string flavour, List<string> assemblies, Func<byte[], byte[]> image, Func<string, string> source) =>
        [.. Kept.GetOrAdd(flavour + "|" + string.Join('|', assemblies), _ => new(() =>
        {
            var compilation = CSharpCompilation.Create(
                "Kept", references: assemblies.Select(a => References.GetOrAdd(flavour + "|" + a, _ => new(() => Load(a, image, source))).Value));
            // Binds the references; before that there is nothing to keep.
            compilation.GetSpecialType(SpecialType.System_Object);
            return compilation;
        })).Value.References];

    private static List<string> AssembliesOf(IEnumerable<string> frameworks)
    {
        var names = frameworks.ToArray();
        List<string> found = [.. Pack("Microsoft.NETCore.App.Ref")];
        if (!names.Contains(None))
        {
            found.AddRange(Pack("Microsoft.AspNetCore.App.Ref"));
        }

        found.AddRange(names.Where(static n => n != None).SelectMany(static n => Assemblies.TryGetValue(n, out var list)
            ? list
            : throw new InvalidOperationException($"No framework is named {n}. Known: {None}, {string.Join(", ", Names)} (see Harness/Frameworks.cs).")));
        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    private static string[] Pack(string name)
    {
        var moniker = Repository.Fact("TargetFramework");
        var wanted = moniker["net".Length..];
        var newest = Directory.EnumerateDirectories(Path.Combine(Repository.Fact("TargetingPackRoot"), name))
            .Select(static d => (Path: d, Version: System.Version.TryParse(Path.GetFileName(d), out var v) ? v : null))
            .Where(p => p.Version is not null && p.Version.ToString(2) == wanted)
            .OrderByDescending(static p => p.Version)
            .Select(static p => p.Path)
            .FirstOrDefault() ?? throw new InvalidOperationException($"The SDK carries no {name} for {moniker}.");
        return [.. Directory.EnumerateFiles(Path.Combine(newest, "ref", moniker), "*.dll").Order(StringComparer.Ordinal)];
    }

    private static PortableExecutableReference Load(string assembly, Func<byte[], byte[]> image, Func<string, string> source)
    {
        if (assembly.StartsWith("stub:", StringComparison.Ordinal))
        {
            return CompileStub(assembly["stub:".Length..], source);
        }

        var path = assembly.StartsWith("fact:", StringComparison.Ordinal) ? Repository.Fact(assembly["fact:".Length..])
            : Path.IsPathRooted(assembly) ? assembly
            : Path.Combine(AppContext.BaseDirectory, assembly + ".dll");
        return MetadataReference.CreateFromImage(image(File.ReadAllBytes(path)), filePath: path);
    }

    private static PortableExecutableReference CompileStub(string name, Func<string, string> source)
    {
        var text = Repository.Read(Repository.At("tests", "Stubs", name + ".cs"))
            ?? throw new InvalidOperationException($"tests/Stubs/{name}.cs does not exist.");
        var compilation = CSharpCompilation.Create(
            "Stub." + name,
            [CSharpSyntaxTree.ParseText(source(GlobalUsings([None]))), CSharpSyntaxTree.ParseText(source(text))],
            [.. For([None]), .. StubDependencies.Value],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        return result.Success
            ? MetadataReference.CreateFromImage(stream.ToArray())
            : throw new InvalidOperationException($"tests/Stubs/{name}.cs does not compile:\n{string.Join("\n", result.Diagnostics)}");
    }
}
