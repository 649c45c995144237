using System.Security.Cryptography;
using System.Text;

namespace GracefulAnalyzers.Cli.Drill.Effects;

/// <summary>Work that the drill sends through a queue, and where its effects are written down.</summary>
/// <param name="Messages">How many, over the warm-up and all cycles.</param>
/// <param name="Body">A template: <c>{id}</c>, <c>{guid}</c> and <c>{n}</c> are replaced.</param>
/// <param name="SettleWithin">How long the ledger may stand still before what is missing counts as lost.</param>
internal sealed record EffectPlan(QueueAddress Queue, int Messages, string Body, LedgerAddress Ledger, TimeSpan SettleWithin)
{
    public const int DefaultMessages = 100;
    public const string DefaultBody = """{"id":"{id}"}""";

    public static TimeSpan DefaultSettleWithin { get; } = TimeSpan.FromSeconds(30);
}

/// <summary>One message of the drill's own.</summary>
/// <param name="Id"><c>drill-RUN-NUMBER</c>.</param>
/// <param name="Guid">For services whose ids have to be GUIDs: derived from the id, as RFC 9562 version 8.</param>
internal sealed record DrillMessage(int Number, string Id, Guid Guid)
{
    public static DrillMessage Of(string run, int number)
    {
        string id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"drill-{run}-{number}");
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(id))[..16];
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new(number, id, new(hash, bigEndian: true));
    }

    public string Fill(string template) => template
        .Replace("{id}", Id, StringComparison.Ordinal)
        .Replace("{guid}", Guid.ToString(), StringComparison.Ordinal)
        .Replace("{n}", Number.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
