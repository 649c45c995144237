using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;

namespace Logistics.Shipments;

public interface IShipmentRepository
{
    Task<Shipment?> FindAsync(ShipmentId id, CancellationToken cancellationToken);

    Task<IReadOnlyList<ShipmentRow>> ListAsync(string? country, int limit, CancellationToken cancellationToken);

    Task SaveAsync(Shipment shipment, CancellationToken cancellationToken);

    Task<int> CountAsync(string sender, int year, int month, CancellationToken cancellationToken);
}

public sealed record ShipmentRow(ShipmentId Id, string To, string State, decimal Weight, DateTimeOffset ChangedAt);

public sealed class ShipmentRepository(DbDataSource source, TimeProvider time) : IShipmentRepository
{
    private readonly ConcurrentDictionary<ShipmentId, Shipment> _recent = new();

    public async Task<Shipment?> FindAsync(ShipmentId id, CancellationToken cancellationToken)
    {
        if (_recent.TryGetValue(id, out var known))
        {
            return known;
        }

        await using var command = source.CreateCommand("select from_name, from_street, from_code, from_city, from_country, to_name, to_street, to_code, "
            + "to_city, to_country from shipments where id = @id");
        Add(command, "@id", id.Value);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        var shipment = new Shipment(id, AddressAt(reader, 0), AddressAt(reader, 5));
        foreach (var happened in await EventsAsync(id, cancellationToken))
        {
            shipment.Record(happened);
        }

        return _recent.GetOrAdd(id, shipment);
    }

    public async Task<IReadOnlyList<ShipmentRow>> ListAsync(string? country, int limit, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select id, to_name, to_city, state, weight, changed_at from shipments where @country is null or "
            + "to_country = @country order by changed_at desc limit @limit");
        Add(command, "@country", country);
        Add(command, "@limit", limit);
        var rows = new List<ShipmentRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new ShipmentRow(
                new ShipmentId(reader.GetGuid(0)),
                string.Create(CultureInfo.InvariantCulture, $"{reader.GetString(1)}, {reader.GetString(2)}"),
                reader.GetString(3),
                reader.GetDecimal(4),
                reader.GetFieldValue<DateTimeOffset>(5)));
        }

        return rows;
    }

    public async Task SaveAsync(Shipment shipment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(shipment);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var command = connection.CreateCommand())
        {
            command.Transaction = transaction;
            command.CommandText = "update shipments set state = @state, weight = @weight, changed_at = @now where id = @id";
            Add(command, "@state", shipment.State.ToString());
            Add(command, "@weight", shipment.BillableWeight);
            Add(command, "@now", time.GetUtcNow());
            Add(command, "@id", shipment.Id.Value);
            if (await command.ExecuteNonQueryAsync(cancellationToken) == 0)
            {
                await transaction.RollbackAsync(cancellationToken);
                throw new InvalidOperationException($"Shipment {shipment.Id} does not exist.");
            }
        }

        await transaction.CommitAsync(cancellationToken);
        _recent[shipment.Id] = shipment;
    }

    public async Task<int> CountAsync(string sender, int year, int month, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(
            "select count(*) from shipments where from_name = @sender and extract(year from created_at) = @year and extract(month from created_at) = @month");
        Add(command, "@sender", sender);
        Add(command, "@year", year);
        Add(command, "@month", month);
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    private async Task<List<ShipmentEvent>> EventsAsync(ShipmentId id, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select state, at, place from shipment_events where shipment = @id order by at");
        Add(command, "@id", id.Value);
        var events = new List<ShipmentEvent>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            events.Add(new ShipmentEvent(Enum.Parse<ShipmentState>(reader.GetString(0)), reader.GetFieldValue<DateTimeOffset>(1), reader.GetString(2)));
        }

        return events;
    }

    private static ShipmentAddress AddressAt(DbDataReader reader, int ordinal) =>
        new(reader.GetString(ordinal), reader.GetString(ordinal + 1), reader.GetString(ordinal + 2), reader.GetString(ordinal + 3),
            reader.GetString(ordinal + 4));

    private static void Add(DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
        command.Parameters.Add(parameter);
    }
}
