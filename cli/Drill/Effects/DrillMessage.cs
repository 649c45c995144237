using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GracefulAnalyzers.Cli.Drill.Effects;

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
