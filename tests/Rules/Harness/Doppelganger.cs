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
    private static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal)
    {
        ["RabbitMQ"] = "RabbitMX",
        ["MassTransit"] = "MassTransyt",
        ["Azure.Messaging"] = "Azvre.Messaging",
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

    private static readonly Regex Names = new(@"\b(?:" + string.Join('|', Renamed.Keys.Select(Regex.Escape)) + ")");

    public static async Task<Project> OfAsync(Sample sample)
    {
        var project = Projects.Open(sample);
        foreach (var id in project.DocumentIds)
        {
            var text = (await project.GetDocument(id)!.GetTextAsync()).ToString();
            project = project.GetDocument(id)!.WithText(SourceText.From(Rename(text))).Project;
        }

        return project.WithMetadataReferences(Frameworks.For(sample.Frameworks, nameof(Doppelganger), Rename, Rename));
    }

    private static string Rename(string source) => Names.Replace(source, static m => Renamed[m.Value]);

    private static byte[] Rename(byte[] image)
    {
        using var file = new PEReader(ImmutableArray.Create(image));
        var metadata = file.GetMetadataReader();
        var heap = image.AsSpan(
            file.PEHeaders.MetadataStartOffset + metadata.GetHeapMetadataOffset(HeapIndex.String), metadata.GetHeapSize(HeapIndex.String));
        for (var start = 0; start < heap.Length;)
        {
            var length = heap[start..].IndexOf((byte)0);
            var entry = heap.Slice(start, length < 0 ? heap.Length - start : length);
            foreach (var (name, other) in Renamed)
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
