namespace Logistics.Shipments;

public sealed record ShipmentPrice(decimal Base, decimal Surcharges, decimal Discount)
{
    public decimal Total => decimal.Round(Base + Surcharges - Discount, 2);
}

public interface IShipmentSurcharge
{
    string Name { get; }

    decimal Of(Shipment shipment);
}

public sealed class ShipmentBulkySurcharge : IShipmentSurcharge
{
    public string Name => "bulky";

    public decimal Of(Shipment shipment) => shipment.Parcels.Count(parcel => parcel.IsBulky) * 12.50m;
}

public sealed class ShipmentIslandSurcharge : IShipmentSurcharge
{
    private static readonly string[] Islands = ["18565", "25849", "25859", "25938", "25946", "25980", "26465", "26474", "27498"];

    public string Name => "island";

    public decimal Of(Shipment shipment) => Array.IndexOf(Islands, shipment.To.PostalCode) >= 0 ? 9.90m : 0;
}

public sealed class ShipmentPricing(IEnumerable<IShipmentSurcharge> surcharges)
{
    private static readonly (decimal UpTo, decimal Domestic, decimal Abroad)[] Steps =
    [
        (1, 3.90m, 8.90m),
        (2, 4.90m, 11.90m),
        (5, 6.90m, 16.90m),
        (10, 9.90m, 24.90m),
        (20, 15.90m, 39.90m),
        (40, 24.90m, 64.90m),
    ];

    private readonly IReadOnlyList<IShipmentSurcharge> _surcharges = surcharges.ToList();

    public ShipmentPrice Of(Shipment shipment, int shipmentsThisMonth)
    {
        ArgumentNullException.ThrowIfNull(shipment);
        var price = shipment.Parcels.Sum(parcel => OfParcel(parcel, shipment.To.IsDomestic));
        var extra = 0m;
        foreach (var surcharge in _surcharges)
        {
            extra += surcharge.Of(shipment);
        }

        return new ShipmentPrice(price, extra, price * Rebate(shipmentsThisMonth));
    }

    private static decimal OfParcel(ShipmentParcel parcel, bool domestic)
    {
        foreach (var (upTo, inside, abroad) in Steps)
        {
            if (parcel.BillableWeight <= upTo)
            {
                return domestic ? inside : abroad;
            }
        }

        var over = Math.Ceiling(parcel.BillableWeight - Steps[^1].UpTo);
        return (domestic ? Steps[^1].Domestic : Steps[^1].Abroad) + (over * 1.20m);
    }

    private static decimal Rebate(int shipments) => shipments switch
    {
        < 50 => 0,
        < 200 => 0.03m,
        < 1000 => 0.06m,
        _ => 0.10m,
    };
}
