using System.Text;

namespace GracefulAnalyzers.Cli.Fix;

/// <summary>
/// A file's text for cutting and joining, in which every byte survives: a file that is not UTF-16 is read one character per byte, whatever its encoding.
/// </summary>
internal sealed record SourceBytes(string Text, Encoding Encoding)
{
    public const string Utf8Mark = "\u00EF\u00BB\u00BF";

    public static SourceBytes Of(byte[] bytes)
    {
        Encoding encoding = bytes switch
        {
            [0xFF, 0xFE, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: false),
            [0xFE, 0xFF, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: false),
            _ => Encoding.Latin1,
        };
        return new(encoding.GetString(bytes), encoding);
    }

    /// <summary>The byte order mark, as the text begins with it; empty without one.</summary>
    public string Mark => Text.StartsWith(Utf8Mark, StringComparison.Ordinal) ? Utf8Mark : Text.StartsWith('\uFEFF') ? "\uFEFF" : "";

    public byte[] ToBytes(string text) => Encoding.GetBytes(text);
}
