namespace Violations.Aardvark;

public interface IMeter
{
    Task<int> NextValueAsync();
}

// Sorts first and cannot be mended: nothing in this stream takes a token.
public static class MeterRoutes
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/meter", Values);

    private static async IAsyncEnumerable<int> Values(IMeter meter)
    {
        while (true)
        {
            yield return await meter.NextValueAsync();
        }
    }
}
