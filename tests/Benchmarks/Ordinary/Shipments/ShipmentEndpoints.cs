namespace Logistics.Shipments;

public sealed record ShipmentRequest(ShipmentAddress From, ShipmentAddress To, IReadOnlyList<ShipmentParcel> Parcels);

public sealed record ShipmentEventRequest(string State, string Place, DateTimeOffset? At);

public static class ShipmentEndpoints
{
    public static IServiceCollection AddShipments(this IServiceCollection services) => services
        .AddSingleton<IShipmentRepository, ShipmentRepository>()
        .AddSingleton<IShipmentSurcharge, ShipmentBulkySurcharge>()
        .AddSingleton<IShipmentSurcharge, ShipmentIslandSurcharge>()
        .AddSingleton<ShipmentPricing>();

    public static IEndpointRouteBuilder MapShipments(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/shipments");
        group.MapGet("/", async (string? country, int? limit, IShipmentRepository repository, CancellationToken cancellationToken) =>
            Results.Ok(await repository.ListAsync(country, Math.Clamp(limit ?? 50, 1, 500), cancellationToken)));
        group.MapGet("/{id}", async (ShipmentId id, IShipmentRepository repository, CancellationToken cancellationToken) =>
            await repository.FindAsync(id, cancellationToken) is { } shipment ? Results.Ok(shipment) : Results.NotFound());
        group.MapPost("/prices", Price);
        group.MapPost("/{id}/events", RecordAsync);
        return app;
    }

    private static async Task<IResult> Price(ShipmentRequest request, ShipmentPricing pricing, IShipmentRepository repository, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var problems = Problems(request).ToList();
        if (problems.Count > 0)
        {
            return Results.BadRequest(problems);
        }

        var shipment = new Shipment(ShipmentId.New(), request.From, request.To);
        foreach (var parcel in request.Parcels)
        {
            shipment.Add(parcel);
        }

        var now = time.GetUtcNow();
        var count = await repository.CountAsync(request.From.Name, now.Year, now.Month, cancellationToken);
        return Results.Ok(pricing.Of(shipment, count));
    }

    private static async Task<IResult> RecordAsync(
        ShipmentId id, ShipmentEventRequest request, IShipmentRepository repository, TimeProvider time, ILogger<Shipment> logger,
        CancellationToken cancellationToken)
    {
        if (!Enum.TryParse<ShipmentState>(request.State, ignoreCase: true, out var state))
        {
            return Results.BadRequest($"Unknown state '{request.State}'.");
        }

        if (await repository.FindAsync(id, cancellationToken) is not { } shipment)
        {
            return Results.NotFound();
        }

        if (!shipment.Record(new ShipmentEvent(state, request.At ?? time.GetUtcNow(), request.Place)))
        {
            logger.LogWarning("Shipment {Shipment} is {State} and cannot become {Next}", id, shipment.State, state);
            return Results.Conflict($"The shipment is {shipment.State}.");
        }

        await repository.SaveAsync(shipment, cancellationToken);
        return Results.NoContent();
    }

    private static IEnumerable<string> Problems(ShipmentRequest request)
    {
        if (request.Parcels.Count == 0)
        {
            yield return "A shipment has at least one parcel.";
        }

        foreach (var (name, address) in new[] { ("from", request.From), ("to", request.To) })
        {
            if (string.IsNullOrWhiteSpace(address.Name) || string.IsNullOrWhiteSpace(address.City))
            {
                yield return $"The address '{name}' is not complete.";
            }

            if (address.Country.Length != 2)
            {
                yield return $"'{address.Country}' is not a country code.";
            }
        }
    }
}
