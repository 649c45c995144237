namespace GracefulAnalyzers.Cli.Drill.Reports;

/// <summary>Lays bars out so that none covers another: each request takes the first lane that is free.</summary>
internal static class TimelineLanes
{
    /// <summary>The requests with their lanes, from 0; as many lanes as requests were ever in flight at once.</summary>
    public static IReadOnlyList<(RequestRecord Request, int Lane)> Pack(IEnumerable<RequestRecord> requests)
    {
        var busyUntil = new List<TimeSpan>();
        var placed = new List<(RequestRecord, int)>();
        foreach (RequestRecord request in requests.OrderBy(request => request.Started).ThenBy(request => request.Number))
        {
            int lane = busyUntil.FindIndex(until => until <= request.Started);
            if (lane < 0)
            {
                lane = busyUntil.Count;
                busyUntil.Add(default);
            }

            busyUntil[lane] = request.Ended;
            placed.Add((request, lane));
        }

        return placed;
    }
}
