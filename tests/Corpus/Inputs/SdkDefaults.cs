using NuGet.Frameworks;
using static System.FormattableString;

namespace GracefulAnalyzers.Corpus.Inputs;

/// <summary>What the .NET SDKs add to a project file without being asked.</summary>
internal static class SdkDefaults
{
    private const int OldestNumbered = 5;

    private static readonly string[] Core =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    private static readonly string[] Hosted =
        ["Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging"];

    private static readonly string[] Web =
        ["System.Net.Http.Json", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing"];

    public static bool IsWeb(string sdk) => sdk is "Microsoft.NET.Sdk.Web";

    public static bool MakesPrograms(string sdk) => sdk is "Microsoft.NET.Sdk.Web" or "Microsoft.NET.Sdk.Worker" or "Microsoft.NET.Sdk.BlazorWebAssembly";

    /// <summary>The namespaces of ImplicitUsings.</summary>
    public static IEnumerable<string> Usings(IReadOnlyCollection<string> sdks) =>
        sdks.Any(IsWeb) ? [.. Core, .. Hosted, .. Web]
        : sdks.Contains("Microsoft.NET.Sdk.Worker") ? [.. Core, .. Hosted]
        : Core;

    /// <summary>The preprocessor symbols of a debug build for a target framework.</summary>
    public static IEnumerable<string> Symbols(string framework)
    {
        List<string> symbols = ["DEBUG", "TRACE"];
        var parsed = NuGetFramework.Parse(framework);
        if (parsed.Framework == FrameworkConstants.FrameworkIdentifiers.NetCoreApp && parsed.Version.Major >= OldestNumbered)
        {
            symbols.AddRange(["NET", "NETCOREAPP", "NETCOREAPP3_1_OR_GREATER", Invariant($"NET{parsed.Version.Major}_{parsed.Version.Minor}")]);
            symbols.AddRange(Enumerable.Range(OldestNumbered, parsed.Version.Major - OldestNumbered + 1).Select(static v => Invariant($"NET{v}_0_OR_GREATER")));
        }
        else if (parsed.Framework == FrameworkConstants.FrameworkIdentifiers.NetStandard)
        {
            symbols.AddRange(["NETSTANDARD", Invariant($"NETSTANDARD{parsed.Version.Major}_{parsed.Version.Minor}"), "NETSTANDARD2_0_OR_GREATER"]);
        }

        return symbols;
    }
}
