using System.Text;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Drill.Endings;

/// <summary>How an answer is cut into events.</summary>
internal enum BodyFormat
{
    Plain,
    ServerSentEvents,
    JsonLines,
    WebSocket,
}

/// <summary>One event of a stream: a server-sent event, a line of JSON, or a WebSocket message.</summary>
/// <param name="Type">The <c>event:</c> field of a server-sent event; null when there is none.</param>
internal sealed record StreamEvent(string? Type, string Data);

/// <summary>What is known of an answer's end.</summary>
/// <param name="Last">The last event; null for an answer that is not made of events, or had none.</param>
/// <param name="Tail">The last few thousand characters as they came; the whole of a shorter answer.</param>
/// <param name="IsDocument">The answer is not made of events, and is a whole JSON document that reports no error.</param>
/// <param name="FirstEventId">The first <c>id:</c> of a server-sent event stream.</param>
/// <param name="LastEventId">The <c>id:</c> of the last event of it that arrived whole.</param>
internal sealed record BodyEnd(BodyFormat Format, long Bytes, int Events, StreamEvent? Last, string Tail, bool IsDocument, string? FirstEventId,
    string? LastEventId)
{
    public static BodyEnd Empty { get; } = new(BodyFormat.Plain, 0, 0, null, "", false, null, null);
}

/// <summary>Reads an answer as it arrives and keeps only what its end can be told by.</summary>
internal sealed class BodyReader(BodyFormat format, Action<StreamEvent>? superseded = null)
{
    private const int TailLength = 4096;
    private const int LongestKept = 1 << 20;

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _line = new();
    private readonly StringBuilder _data = new();
    private char[] _characters = [];
    private string? _type;
    private bool _hasData;
    private bool _afterCarriageReturn;
    private bool _dropped;
    private long _bytes;
    private int _events;
    private StreamEvent? _last;
    private string? _id;
    private string? _firstEventId;
    private string? _lastEventId;

    /// <summary>The last few thousand characters so far.</summary>
    public string Tail => _text.ToString(Math.Max(0, _text.Length - TailLength), Math.Min(TailLength, _text.Length));

    /// <summary>The format that an answer of this media type has.</summary>
    public static BodyFormat FormatOf(string? mediaType) => mediaType?.ToUpperInvariant() switch
    {
        "TEXT/EVENT-STREAM" => BodyFormat.ServerSentEvents,
        "APPLICATION/X-NDJSON" or "APPLICATION/NDJSON" or "APPLICATION/JSONL" or "APPLICATION/X-JSONLINES" or "APPLICATION/JSONLINES"
            or "APPLICATION/STREAM+JSON" => BodyFormat.JsonLines,
        _ => BodyFormat.Plain,
    };

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        _bytes += bytes.Length;
        if (_characters.Length < bytes.Length + 1)
        {
            _characters = new char[bytes.Length + 1];
        }

        int length = _decoder.GetChars(bytes, _characters, flush: false);
        ReadOnlySpan<char> text = _characters.AsSpan(0, length);
        Keep(text);
        if (format is BodyFormat.ServerSentEvents or BodyFormat.JsonLines)
        {
            Split(text);
        }
    }

    /// <summary>One whole WebSocket message.</summary>
    public void Message(ReadOnlySpan<byte> bytes)
    {
        _bytes += bytes.Length;
        string text = Encoding.UTF8.GetString(bytes);
        Keep(text);
        Dispatch(new(null, text));
    }

    /// <summary>What is known now. The rest of an unfinished line or event counts as an event only when the answer is over.</summary>
    public BodyEnd End(bool over)
    {
        if (over && format is BodyFormat.ServerSentEvents or BodyFormat.JsonLines)
        {
            if (_line.Length > 0)
            {
                Line();
            }

            Line();
        }

        return new(format, _bytes, _events, _last, Tail, format == BodyFormat.Plain && !_dropped && IsDocument(_text.ToString()), _firstEventId, _lastEventId);
    }

    // Only the clean end shows that nothing follows; a number is whole after every digit.
    private static bool IsDocument(string text)
    {
        if (text.AsSpan().TrimEnd() is not [.., '}' or ']' or '"'])
        {
            return false;
        }

        using System.Text.Json.JsonDocument? document = Json.TryParse(text);
        return document is not null && !InBandEnd.IsNotice(document.RootElement);
    }

    private void Keep(ReadOnlySpan<char> text)
    {
        _text.Append(text);
        int longest = format == BodyFormat.Plain && !_dropped ? LongestKept : 2 * TailLength;
        if (_text.Length > longest)
        {
            _text.Remove(0, _text.Length - TailLength);
            _dropped = true;
        }
    }

    private void Split(ReadOnlySpan<char> text)
    {
        foreach (char character in text)
        {
            if (character == '\n' && _afterCarriageReturn)
            {
                _afterCarriageReturn = false;
                continue;
            }

            _afterCarriageReturn = character == '\r';
            if (character is '\n' or '\r')
            {
                Line();
            }
            else if (_line.Length < LongestKept)
            {
                _line.Append(character);
            }
        }
    }

    private void Line()
    {
        string line = _line.ToString();
        _line.Clear();
        if (format == BodyFormat.JsonLines)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                Dispatch(new(null, line));
            }

            return;
        }

        if (line.Length == 0)
        {
            if (_hasData || _type is not null)
            {
                Dispatch(new(_type, _data.ToString()));
            }

            _firstEventId ??= _id;
            _lastEventId = _id;
            _data.Clear();
            _type = null;
            _hasData = false;
            return;
        }

        Field(line);
    }

    private void Field(string line)
    {
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        (string name, string value) = colon < 0 ? (line, "") : (line[..colon], line[(colon + 1)..]);
        value = value.StartsWith(' ') ? value[1..] : value;
        switch (name)
        {
            case "event":
                _type = value;
                break;
            case "data":
                // An event without end must not take the memory of the machine.
                if (_data.Length < LongestKept)
                {
                    _data.Append(_hasData ? "\n" : "").Append(value);
                }

                _hasData = true;
                break;
            case "id":
                _id = value;
                break;
        }
    }

    private void Dispatch(StreamEvent next)
    {
        if (_last is not null)
        {
            superseded?.Invoke(_last);
        }

        _last = next;
        _events++;
    }
}
