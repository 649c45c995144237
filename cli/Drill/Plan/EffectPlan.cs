using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GracefulAnalyzers.Cli.Drill.Effects;

namespace GracefulAnalyzers.Cli.Drill.Plan;

/// <summary>Work that the drill sends through a queue, and where its effects are written down.</summary>
/// <param name="Messages">How many, over the warm-up and all cycles.</param>
/// <param name="Body">A template: <c>{id}</c>, <c>{guid}</c> and <c>{n}</c> are replaced.</param>
/// <param name="SettleWithin">How long the ledger may stand still before what is missing counts as lost.</param>
internal sealed record EffectPlan(QueueAddress Queue, int Messages, string Body, LedgerAddress Ledger, TimeSpan SettleWithin)
{
    public const int DefaultMessages = 100;
    public const string DefaultBody = """{"id":"{id}"}""";

    /// <summary>The service itself serves the ledger: it cannot be read once the service has stopped.</summary>
    public bool LedgerIsServed { get; init; }

    public static TimeSpan DefaultSettleWithin { get; } = TimeSpan.FromSeconds(30);
}

/// <summary>One message of the drill's own.</summary>
/// <param name="Id"><c>drill-RUN-NUMBER</c>, all of one run equally long: a line that a killed service did not finish is no other message's id.</param>
/// <param name="Guid">For services whose ids have to be GUIDs: derived from the id, as RFC 9562 version 8.</param>
internal sealed record DrillMessage(int Number, string Id, Guid Guid)
{
    /// <param name="last">The largest number of the run.</param>
    public static DrillMessage Of(string run, int number, int last)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        string id = $"drill-{run}-{number.ToString(culture).PadLeft(last.ToString(culture).Length, '0')}";
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(id))[..16];
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new(number, id, new(hash, bigEndian: true));
    }

    public string Fill(string template) => template
        .Replace("{id}", Id, StringComparison.Ordinal)
        .Replace("{guid}", Guid.ToString(), StringComparison.Ordinal)
        .Replace("{n}", Number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
