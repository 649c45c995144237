namespace Logistics.Shipments;

public readonly record struct ShipmentId(Guid Value)
{
    public static ShipmentId New() => new(Guid.NewGuid());

    public static bool TryParse(string? text, IFormatProvider? provider, out ShipmentId id)
    {
        var parsed = Guid.TryParse(text, provider, out var value);
        id = new ShipmentId(value);
        return parsed;
    }

    public override string ToString() => Value.ToString("N");
}

public sealed record ShipmentAddress(string Name, string Street, string PostalCode, string City, string Country)
{
    public bool IsDomestic => Country is "DE";

    public string OneLine => string.Join(", ", new[] { Name, Street, $"{PostalCode} {City}", Country }.Where(part => part.Length > 0));
}

public sealed record ShipmentParcel(decimal Weight, decimal Length, decimal Width, decimal Height)
{
    public decimal Volume => Length * Width * Height;

    public decimal BillableWeight => Math.Max(Weight, Volume / 5000);

    public bool IsBulky => Length > 120 || Width > 60 || Height > 60;
}

public enum ShipmentState
{
    Registered,
    PickedUp,
    InTransit,
    OutForDelivery,
    Delivered,
    Returned,
}

public sealed record ShipmentEvent(ShipmentState State, DateTimeOffset At, string Place);

public sealed class Shipment
{
    private readonly List<ShipmentParcel> _parcels = [];
    private readonly List<ShipmentEvent> _events = [];

    public Shipment(ShipmentId id, ShipmentAddress from, ShipmentAddress to)
    {
        Id = id;
        From = from ?? throw new ArgumentNullException(nameof(from));
        To = to ?? throw new ArgumentNullException(nameof(to));
    }

    public ShipmentId Id { get; }

    public ShipmentAddress From { get; }

    public ShipmentAddress To { get; }

    public IReadOnlyList<ShipmentParcel> Parcels => _parcels;

    public IReadOnlyList<ShipmentEvent> Events => _events;

    public ShipmentState State => _events.Count == 0 ? ShipmentState.Registered : _events[^1].State;

    public decimal BillableWeight => _parcels.Sum(parcel => parcel.BillableWeight);

    public void Add(ShipmentParcel parcel)
    {
        ArgumentNullException.ThrowIfNull(parcel);
        if (State != ShipmentState.Registered)
        {
            throw new InvalidOperationException($"Shipment {Id} is on its way.");
        }

        if (parcel.Weight is <= 0 or > 40)
        {
            throw new ArgumentOutOfRangeException(nameof(parcel), parcel.Weight, "A parcel weighs up to 40 kg.");
        }

        _parcels.Add(parcel);
    }

    public bool Record(ShipmentEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        if (_events.Contains(happened) || !CanFollow(State, happened.State))
        {
            return false;
        }

        _events.Add(happened);
        return true;
    }

    private static bool CanFollow(ShipmentState before, ShipmentState after) => (before, after) switch
    {
        (ShipmentState.Registered, ShipmentState.PickedUp) => true,
        (ShipmentState.PickedUp, ShipmentState.InTransit) => true,
        (ShipmentState.InTransit, ShipmentState.InTransit or ShipmentState.OutForDelivery or ShipmentState.Returned) => true,
        (ShipmentState.OutForDelivery, ShipmentState.Delivered or ShipmentState.InTransit or ShipmentState.Returned) => true,
        _ => false,
    };
}
