using GracefulAnalyzers.Cli.Drill.Endings;

namespace GracefulAnalyzers.Cli.Drill.Load;

/// <summary>Judges one exchange by what the wire showed and by what a complete answer looks like. Pure.</summary>
internal static class OutcomeClassifier
{
    private const int SwitchingProtocols = 101;
    private const int NormalClosure = 1000;
    private const int NoStatus = 1005;
    private const int FirstOwnCode = 3000;
    private const int LastOwnCode = 4999;

    // RFC 6455 and its registry: going away, service restart, try again later.
    private static readonly int[] LeavingCodes = [1001, 1012, 1013];

    public static Outcome Classify(Wire wire, Ending ending, InBandEnd inBand)
    {
        if (wire.End == WireEnd.Refused)
        {
            return Outcome.Refused;
        }

        return wire.Status switch
        {
            _ when wire.End == WireEnd.Abandoned => Outcome.Abandoned,
            null => wire.End == WireEnd.Silent ? Outcome.Hung : Outcome.Reset,
            SwitchingProtocols => WebSocket(wire, ending, inBand),
            503 when wire.RetryAfter => Outcome.Refused,
            >= 500 => Outcome.ServerError,
            >= 300 => Outcome.Rejected,
            _ => Body(wire, ending, inBand),
        };
    }

    private static Outcome Body(Wire wire, Ending ending, InBandEnd inBand)
    {
        // A client that has read the terminal marker has its answer, whatever happens to the connection afterwards.
        if (ending.IsMarked(wire.Body))
        {
            return Outcome.Completed;
        }

        if (inBand.Matches(wire.Body))
        {
            return Outcome.EndedInBand;
        }

        return wire.End switch
        {
            WireEnd.Clean => ending.AcceptsCleanEnd(wire.Framed) ? Outcome.Completed : Outcome.Truncated,
            WireEnd.Reset => Outcome.Reset,
            WireEnd.Silent => Outcome.Hung,
            _ => Outcome.Truncated,
        };
    }

    private static Outcome WebSocket(Wire wire, Ending ending, InBandEnd inBand)
    {
        if (wire.CloseCode is not { } code)
        {
            Outcome outcome = Body(wire, ending, inBand);

            // A WebSocket has no end but its close frame: end of file without one is an abrupt end.
            return outcome == Outcome.Truncated && wire.End != WireEnd.Clean ? Outcome.Reset : outcome;
        }

        // A close frame tells the client that the socket ends here; on an endless one that is all there is to tell.
        return code switch
        {
            _ when ending.IsMarked(wire.Body) => Outcome.Completed,
            _ when inBand.Matches(wire.Body) || LeavingCodes.Contains(code) => Outcome.EndedInBand,
            // What an application's own code means is the application's secret: it ends the socket in good order.
            NormalClosure or NoStatus or (>= FirstOwnCode and <= LastOwnCode) => ending is Ending.Never ? Outcome.EndedInBand : Body(wire, ending, inBand),
            _ => Outcome.ServerError,
        };
    }
}
