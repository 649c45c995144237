using System.Text.Encodings.Web;
using System.Text.Json;

namespace GracefulAnalyzers.Cli.Tests;

/// <summary>Compact JSON in which letters stay readable.</summary>
internal static class RelaxedJson
{
    public static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
