using GracefulAnalyzers.Cli.Drill.Load;

namespace GracefulAnalyzers.Cli.Drill.Reports.Html;

/// <summary>Lays bars out so that none covers another: each request takes the first lane that is free.</summary>
internal static class TimelineLanes
{
    /// <summary>The requests with their lanes, from 0; as many lanes as requests were ever in flight at once.</summary>
    public static IReadOnlyList<(RequestRecord Request, int Lane)> Pack(IEnumerable<RequestRecord> requests) => Pack([], requests);

    /// <summary>The owners have a lane each, in their order; the requests fill the room beside them, and further lanes where there is none.</summary>
    public static IReadOnlyList<(RequestRecord Request, int Lane)> Pack(IReadOnlyList<RequestRecord> owners, IEnumerable<RequestRecord> requests)
    {
        List<(RequestRecord? Owner, TimeSpan BusyUntil)> lanes = [.. owners.Select(owner => ((RequestRecord?)owner, TimeSpan.Zero))];
        List<(RequestRecord, int)> placed = [.. owners.Select((owner, lane) => (owner, lane))];
        foreach (RequestRecord request in requests.OrderBy(request => request.Started).ThenBy(request => request.Number))
        {
            int lane = BestLane(lanes, request);
            if (lane < 0)
            {
                lane = lanes.Count;
                lanes.Add(default);
            }

            lanes[lane] = (lanes[lane].Owner, request.Ended);
            placed.Add((request, lane));
        }

        return placed;
    }

    // Closest before its owner's begin, as one client's requests follow each other; else the first that is free. -1 for none.
    private static int BestLane(List<(RequestRecord? Owner, TimeSpan BusyUntil)> lanes, RequestRecord request) => lanes
        .Select((lane, index) => (lane, index))
        .Where(entry => entry.lane.BusyUntil <= request.Started
            && (entry.lane.Owner is not { } owner || request.Ended <= owner.Started || request.Started >= owner.Ended))
        .OrderBy(entry => entry.lane.Owner is { } owner && owner.Started >= request.Ended ? owner.Started - request.Ended : TimeSpan.MaxValue)
        .Select(entry => entry.index)
        .FirstOrDefault(-1);
}
