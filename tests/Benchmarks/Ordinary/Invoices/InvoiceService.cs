using Microsoft.EntityFrameworkCore;

namespace Billing.Invoices;

public interface IInvoiceService
{
    Task<InvoicePage> FindAsync(InvoiceQuery query, CancellationToken cancellationToken);

    Task<InvoiceDto?> GetAsync(int id, CancellationToken cancellationToken);

    Task<InvoiceDto> CreateAsync(CreateInvoiceRequest request, CancellationToken cancellationToken);

    Task<InvoiceDto?> SendAsync(int id, string by, CancellationToken cancellationToken);

    Task<InvoiceDto?> PayAsync(int id, PayInvoiceRequest request, string by, CancellationToken cancellationToken);

    Task<bool> CancelAsync(int id, string by, CancellationToken cancellationToken);
}

public sealed class InvoiceService(BillingContext context, TimeProvider time, ILogger<InvoiceService> logger) : IInvoiceService
{
    public async Task<InvoicePage> FindAsync(InvoiceQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var invoices = context.Invoices.AsNoTracking();
        if (query.CustomerId is { } customer)
        {
            invoices = invoices.Where(invoice => invoice.CustomerId == customer);
        }

        if (Enum.TryParse<InvoiceStatus>(query.Status, ignoreCase: true, out var status))
        {
            invoices = invoices.Where(invoice => invoice.Status == status);
        }

        if (query.From is { } from)
        {
            invoices = invoices.Where(invoice => invoice.IssuedOn >= from);
        }

        if (query.To is { } to)
        {
            invoices = invoices.Where(invoice => invoice.IssuedOn <= to);
        }

        if (!string.IsNullOrWhiteSpace(query.Text))
        {
            invoices = invoices.Where(invoice => invoice.Number.Contains(query.Text) || (invoice.Reference != null && invoice.Reference.Contains(query.Text)));
        }

        var total = await invoices.CountAsync(cancellationToken);
        var items = await invoices
            .Include(invoice => invoice.Lines)
            .Include(invoice => invoice.Payments)
            .OrderByDescending(invoice => invoice.IssuedOn)
            .ThenBy(invoice => invoice.Number)
            .Skip((query.Page - 1) * query.Size)
            .Take(query.Size)
            .ToListAsync(cancellationToken);
        return new InvoicePage(items.Select(invoice => invoice.ToSummary()).ToList(), total, query.Page, query.Size);
    }

    public async Task<InvoiceDto?> GetAsync(int id, CancellationToken cancellationToken)
    {
        var invoice = await LoadAsync(id, cancellationToken);
        return invoice?.ToDto();
    }

    public async Task<InvoiceDto> CreateAsync(CreateInvoiceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await context.Invoices.AnyAsync(invoice => invoice.Number == request.Number, cancellationToken))
        {
            throw new InvalidOperationException($"There is an invoice {request.Number} already.");
        }

        var created = request.ToEntity(time.GetUtcNow());
        context.Invoices.Add(created);
        await context.SaveChangesAsync(cancellationToken);
        logger.LogInformation("Created invoice {Number} of {Gross} {Currency}", created.Number, created.Gross, created.Currency);
        return created.ToDto();
    }

    public async Task<InvoiceDto?> SendAsync(int id, string by, CancellationToken cancellationToken)
    {
        if (await LoadAsync(id, cancellationToken) is not { } invoice)
        {
            return null;
        }

        invoice.Send(time.GetUtcNow(), by);
        await context.SaveChangesAsync(cancellationToken);
        logger.LogInformation("Sent invoice {Number}", invoice.Number);
        return invoice.ToDto();
    }

    public async Task<InvoiceDto?> PayAsync(int id, PayInvoiceRequest request, string by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await LoadAsync(id, cancellationToken) is not { } invoice)
        {
            return null;
        }

        var payment = new InvoicePayment { Amount = request.Amount, PaidOn = request.PaidOn, Method = request.Method };
        invoice.Pay(payment, time.GetUtcNow(), by);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException exception)
        {
            logger.LogWarning(exception, "Invoice {Number} was changed by somebody else", invoice.Number);
            throw;
        }

        return invoice.ToDto();
    }

    public async Task<bool> CancelAsync(int id, string by, CancellationToken cancellationToken)
    {
        if (await LoadAsync(id, cancellationToken) is not { } invoice)
        {
            return false;
        }

        invoice.Cancel(time.GetUtcNow(), by);
        await context.SaveChangesAsync(cancellationToken);
        return true;
    }

    private Task<Invoice?> LoadAsync(int id, CancellationToken cancellationToken) => context.Invoices
        .Include(invoice => invoice.Lines)
        .Include(invoice => invoice.Payments)
        .SingleOrDefaultAsync(invoice => invoice.Id == id, cancellationToken);
}
