using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace GracefulAnalyzers.Tests.Harness;

/// <summary>
/// The same code against the same frameworks, all of them renamed: <c>RabbitMQ.Client.IChannel</c> becomes <c>RabbitMX.Client.IChannel</c>, in the
/// source and in the metadata of every reference. Whoever recognises a type by its simple name reports here, and is wrong.
/// </summary>
internal static class Doppelganger
{
    // Same length on both sides, so that a name can be replaced in place in the metadata's string heap.
    private static readonly Dictionary<string, string> Brokers = new(StringComparer.Ordinal)
    {
        ["RabbitMQ"] = "RabbitMX",
        ["MassTransit"] = "MassTransyt",
        ["Azure.Messaging"] = "Azvre.Messaging",
    };

    private static readonly Dictionary<string, string> Everything = new(Brokers, StringComparer.Ordinal)
    {
        ["OpenAI"] = "OpenAY",
        ["StackExchange"] = "StackExchanje",
        ["Npgsql"] = "Npgsqk",
        ["System.ClientModel"] = "System.ClyentModel",
        ["Microsoft.AspNetCore"] = "Mycrosoft.AspNetCore",
        ["Microsoft.Data"] = "Mycrosoft.Data",
        ["Microsoft.EntityFrameworkCore"] = "Mycrosoft.EntityFrameworkCore",
        ["Microsoft.Extensions"] = "Mycrosoft.Extensions",
        ["Microsoft.JSInterop"] = "Mycrosoft.JSInterop",
        ["Microsoft.Net.Http"] = "Mycrosoft.Net.Http",
    };

    /// <summary>All frameworks renamed, the host's included.</summary>
    public static Task<Project> OfAsync(Sample sample) => OfAsync(sample, nameof(Everything), Everything);

    /// <summary>Only the brokers renamed: the host is real, so stopping tokens are what they seem.</summary>
    public static Task<Project> OfBrokersAsync(Sample sample) => OfAsync(sample, nameof(Brokers), Brokers);

    private static async Task<Project> OfAsync(Sample sample, string flavour, Dictionary<string, string> names)
    {
        var pattern = new Regex(@"\b(?:" + string.Join('|', names.Keys.Select(Regex.Escape)) + ")");
        string Rename(string source) => pattern.Replace(source, m => names[m.Value]);
        var project = Projects.Open(sample);
        foreach (var id in project.DocumentIds)
        {
            var text = (await project.GetDocument(id)!.GetTextAsync()).ToString();
            project = project.GetDocument(id)!.WithText(SourceText.From(Rename(text))).Project;
        }

        return project.WithMetadataReferences(Frameworks.For(sample.Frameworks, flavour, image => RenameMetadata(image, names), Rename));
    }

    private static byte[] RenameMetadata(byte[] image, Dictionary<string, string> names)
    {
        using var file = new PEReader(ImmutableArray.Create(image));
        var metadata = file.GetMetadataReader();
        var heap = image.AsSpan(
            file.PEHeaders.MetadataStartOffset + metadata.GetHeapMetadataOffset(HeapIndex.String), metadata.GetHeapSize(HeapIndex.String));
        for (var start = 0; start < heap.Length;)
        {
            var length = heap[start..].IndexOf((byte)0);
            var entry = heap.Slice(start, length < 0 ? heap.Length - start : length);
            foreach (var (name, other) in names)
            {
                if (entry.StartsWith(Encoding.UTF8.GetBytes(name)))
                {
                    Encoding.UTF8.GetBytes(other).CopyTo(entry);
                }
            }

            start += entry.Length + 1;
        }

        return image;
    }
}
