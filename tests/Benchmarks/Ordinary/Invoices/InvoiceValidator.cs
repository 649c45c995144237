namespace Billing.Invoices;

public sealed class InvoiceValidator
{
    private static readonly HashSet<string> Currencies = new(StringComparer.OrdinalIgnoreCase) { "EUR", "USD", "GBP", "CHF", "SEK" };

    public IReadOnlyDictionary<string, string[]> Validate(CreateInvoiceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var errors = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        if (string.IsNullOrWhiteSpace(request.Number))
        {
            Add(errors, nameof(request.Number), "A number is required.");
        }
        else if (request.Number.Length > 32)
        {
            Add(errors, nameof(request.Number), "A number has at most 32 characters.");
        }

        if (request.CustomerId <= 0)
        {
            Add(errors, nameof(request.CustomerId), "A customer is required.");
        }

        if (request.DueOn is { } due && due < request.IssuedOn)
        {
            Add(errors, nameof(request.DueOn), "An invoice is not due before it is issued.");
        }

        if (!Currencies.Contains(request.Currency))
        {
            Add(errors, nameof(request.Currency), $"Unknown currency '{request.Currency}'.");
        }

        for (var index = 0; index < request.Lines.Count; index++)
        {
            var line = request.Lines[index];
            var key = $"{nameof(request.Lines)}[{index}]";
            if (string.IsNullOrWhiteSpace(line.Text))
            {
                Add(errors, key, "A line needs a text.");
            }

            if (line.Quantity <= 0)
            {
                Add(errors, key, "A quantity is positive.");
            }

            if (line.Price < 0)
            {
                Add(errors, key, "A price is not negative.");
            }

            if (line.Discount is < 0 or > 1)
            {
                Add(errors, key, "A discount lies between 0 and 1.");
            }

            if (line.TaxRate is < 0 or > 0.5m)
            {
                Add(errors, key, "A tax rate lies between 0 and 0.5.");
            }
        }

        return errors.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal);
    }

    private static void Add(Dictionary<string, List<string>> errors, string key, string message)
    {
        if (!errors.TryGetValue(key, out var messages))
        {
            errors[key] = messages = [];
        }

        messages.Add(message);
    }
}
