using System.ComponentModel.DataAnnotations;

namespace Billing.Invoices;

public enum InvoiceStatus
{
    Draft,
    Sent,
    PartlyPaid,
    Paid,
    Cancelled,
}

public class Invoice
{
    public int Id { get; set; }

    [Required]
    [MaxLength(32)]
    public string Number { get; set; } = "";

    [MaxLength(200)]
    public string? Reference { get; set; }

    public int CustomerId { get; set; }

    public DateOnly IssuedOn { get; set; }

    public DateOnly DueOn { get; set; }

    public InvoiceStatus Status { get; set; }

    [MaxLength(3)]
    public string Currency { get; set; } = "EUR";

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? ChangedAt { get; set; }

    public string? ChangedBy { get; set; }

    public byte[] Version { get; set; } = [];

    public List<InvoiceLine> Lines { get; } = [];

    public List<InvoicePayment> Payments { get; } = [];

    public decimal Net => Lines.Sum(line => line.Net);

    public decimal Tax => Lines.Sum(line => line.Tax);

    public decimal Gross => Net + Tax;

    public decimal Paid => Payments.Sum(payment => payment.Amount);

    public decimal Open => Status == InvoiceStatus.Cancelled ? 0 : Gross - Paid;

    public bool IsOverdue(DateOnly today) => Open > 0 && DueOn < today && Status is InvoiceStatus.Sent or InvoiceStatus.PartlyPaid;

    public void Send(DateTimeOffset now, string by)
    {
        if (Status != InvoiceStatus.Draft)
        {
            throw new InvalidOperationException($"Invoice {Number} is {Status} and cannot be sent.");
        }

        if (Lines.Count == 0)
        {
            throw new InvalidOperationException($"Invoice {Number} has no lines.");
        }

        Status = InvoiceStatus.Sent;
        (ChangedAt, ChangedBy) = (now, by);
    }

    public void Pay(InvoicePayment payment, DateTimeOffset now, string by)
    {
        ArgumentNullException.ThrowIfNull(payment);
        if (Status is InvoiceStatus.Draft or InvoiceStatus.Cancelled)
        {
            throw new InvalidOperationException($"Invoice {Number} is {Status} and takes no payment.");
        }

        if (payment.Amount <= 0 || payment.Amount > Open)
        {
            throw new ArgumentOutOfRangeException(nameof(payment), payment.Amount, $"The open amount is {Open}.");
        }

        Payments.Add(payment);
        Status = Open == 0 ? InvoiceStatus.Paid : InvoiceStatus.PartlyPaid;
        (ChangedAt, ChangedBy) = (now, by);
    }

    public void Cancel(DateTimeOffset now, string by)
    {
        if (Payments.Count > 0)
        {
            throw new InvalidOperationException($"Invoice {Number} has payments.");
        }

        Status = InvoiceStatus.Cancelled;
        (ChangedAt, ChangedBy) = (now, by);
    }
}

public class InvoiceLine
{
    public int Id { get; set; }

    public int Position { get; set; }

    [MaxLength(400)]
    public string Text { get; set; } = "";

    public decimal Quantity { get; set; }

    public decimal Price { get; set; }

    public decimal Discount { get; set; }

    public decimal TaxRate { get; set; }

    public decimal Net => decimal.Round(Quantity * Price * (1 - Discount), 2, MidpointRounding.ToEven);

    public decimal Tax => decimal.Round(Net * TaxRate, 2, MidpointRounding.ToEven);
}

public class InvoicePayment
{
    public int Id { get; set; }

    public decimal Amount { get; set; }

    public DateOnly PaidOn { get; set; }

    [MaxLength(64)]
    public string Method { get; set; } = "";
}
