namespace GracefulAnalyzers.Tests.Laws;

/// <summary>The cycles of a graph.</summary>
internal static class Components
{
    /// <summary>The strongly connected components of two nodes or more, each in the nodes' order; the largest first.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(IReadOnlyList<string> nodes, IReadOnlyList<(string From, string To)> edges)
    {
        ILookup<string, string> next = edges.ToLookup(edge => edge.From, edge => edge.To);
        ILookup<string, string> previous = edges.ToLookup(edge => edge.To, edge => edge.From);
        var finished = new List<string>();
        var seen = new HashSet<string>();
        foreach (string node in nodes)
        {
            Visit(node, next, seen, finished);
        }

        // What is reached backwards from the node that was finished last is in its cycle; then the same among the rest.
        var placed = new HashSet<string>();
        var components = new List<IReadOnlyList<string>>();
        foreach (string node in Enumerable.Reverse(finished))
        {
            var members = new List<string>();
            Visit(node, previous, placed, members);
            if (members.Count > 1)
            {
                components.Add([.. nodes.Where(members.Contains)]);
            }
        }

        return [.. components.OrderByDescending(component => component.Count)];
    }

    private static void Visit(string node, ILookup<string, string> next, HashSet<string> seen, List<string> finished)
    {
        if (!seen.Add(node))
        {
            return;
        }

        foreach (string other in next[node])
        {
            Visit(other, next, seen, finished);
        }

        finished.Add(node);
    }
}
