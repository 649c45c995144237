using System.Globalization;
using System.Net;
using GracefulAnalyzers.Cli.Drill.Plan;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Drill.Reports.Html;

/// <summary>Text and numbers as they may stand in HTML, in an element or in a quoted attribute.</summary>
internal static class HtmlText
{
    /// <summary>Escaped; control and reordering characters are replaced, since a service may send any.</summary>
    public static string Of(string text) => WebUtility.HtmlEncode(TerminalText.Visible(text.ReplaceLineEndings(" ")));

    public static string Of(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Bytes(long bytes) => bytes.ToString("N0", CultureInfo.InvariantCulture);

    public static string Url(RequestPlan plan) => Of($"{plan.Method} {plan.Url.PathAndQuery}");

    /// <summary>A place on the timeline, in percent of its width.</summary>
    public static string Percent(double percent) => percent.ToString("0.##", CultureInfo.InvariantCulture) + "%";

    /// <summary>Pixels in the timeline.</summary>
    public static string Pixels(double pixels) => pixels.ToString("0.##", CultureInfo.InvariantCulture);
}
