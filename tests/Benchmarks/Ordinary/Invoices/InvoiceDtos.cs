namespace Billing.Invoices;

public sealed record InvoiceDto(
    int Id, string Number, string? Reference, int CustomerId, DateOnly IssuedOn, DateOnly DueOn, string Status, string Currency,
    decimal Net, decimal Tax, decimal Gross, decimal Open, IReadOnlyList<InvoiceLineDto> Lines);

public sealed record InvoiceLineDto(int Position, string Text, decimal Quantity, decimal Price, decimal Discount, decimal TaxRate, decimal Net);

public sealed record InvoiceSummaryDto(int Id, string Number, DateOnly DueOn, string Status, decimal Gross, decimal Open);

public sealed record CreateInvoiceRequest
{
    public required string Number { get; init; }

    public string? Reference { get; init; }

    public required int CustomerId { get; init; }

    public required DateOnly IssuedOn { get; init; }

    public DateOnly? DueOn { get; init; }

    public string Currency { get; init; } = "EUR";

    public IReadOnlyList<CreateInvoiceLineRequest> Lines { get; init; } = [];
}

public sealed record CreateInvoiceLineRequest(string Text, decimal Quantity, decimal Price, decimal Discount = 0, decimal TaxRate = 0.19m);

public sealed record PayInvoiceRequest(decimal Amount, DateOnly PaidOn, string Method);

public sealed record InvoiceQuery(int? CustomerId, string? Status, DateOnly? From, DateOnly? To, string? Text, int Page = 1, int Size = 50);

public sealed record InvoicePage(IReadOnlyList<InvoiceSummaryDto> Items, int Total, int Page, int Size);

public static class InvoiceMapper
{
    public static InvoiceDto ToDto(this Invoice invoice) => new(
        invoice.Id,
        invoice.Number,
        invoice.Reference,
        invoice.CustomerId,
        invoice.IssuedOn,
        invoice.DueOn,
        invoice.Status.ToString(),
        invoice.Currency,
        invoice.Net,
        invoice.Tax,
        invoice.Gross,
        invoice.Open,
        invoice.Lines.OrderBy(line => line.Position).Select(ToDto).ToList());

    public static InvoiceLineDto ToDto(this InvoiceLine line) =>
        new(line.Position, line.Text, line.Quantity, line.Price, line.Discount, line.TaxRate, line.Net);

    public static InvoiceSummaryDto ToSummary(this Invoice invoice) =>
        new(invoice.Id, invoice.Number, invoice.DueOn, invoice.Status.ToString(), invoice.Gross, invoice.Open);

    public static Invoice ToEntity(this CreateInvoiceRequest request, DateTimeOffset now)
    {
        var invoice = new Invoice
        {
            Number = request.Number.Trim(),
            Reference = string.IsNullOrWhiteSpace(request.Reference) ? null : request.Reference.Trim(),
            CustomerId = request.CustomerId,
            IssuedOn = request.IssuedOn,
            DueOn = request.DueOn ?? request.IssuedOn.AddDays(14),
            Currency = request.Currency.ToUpperInvariant(),
            Status = InvoiceStatus.Draft,
            CreatedAt = now,
        };
        var position = 1;
        foreach (var line in request.Lines)
        {
            invoice.Lines.Add(new InvoiceLine
            {
                Position = position++,
                Text = line.Text.Trim(),
                Quantity = line.Quantity,
                Price = line.Price,
                Discount = line.Discount,
                TaxRate = line.TaxRate,
            });
        }

        return invoice;
    }
}
