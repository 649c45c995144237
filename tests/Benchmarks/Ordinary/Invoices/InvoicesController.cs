using Microsoft.AspNetCore.Mvc;

namespace Billing.Invoices;

[ApiController]
[Route("api/invoices")]
public sealed class InvoicesController(IInvoiceService service, InvoiceValidator validator) : ControllerBase
{
    [HttpGet]
    public async Task<ActionResult<InvoicePage>> Find([FromQuery] InvoiceQuery query, CancellationToken cancellationToken)
    {
        if (query.Page < 1 || query.Size is < 1 or > 500)
        {
            return BadRequest("Pages start at 1 and hold at most 500 invoices.");
        }

        return Ok(await service.FindAsync(query, cancellationToken));
    }

    [HttpGet("{id:int}")]
    public async Task<ActionResult<InvoiceDto>> Get(int id, CancellationToken cancellationToken)
    {
        var invoice = await service.GetAsync(id, cancellationToken);
        return invoice is null ? NotFound() : Ok(invoice);
    }

    [HttpPost]
    public async Task<ActionResult<InvoiceDto>> Create(CreateInvoiceRequest request, CancellationToken cancellationToken)
    {
        var errors = validator.Validate(request);
        if (errors.Count > 0)
        {
            foreach (var (key, messages) in errors)
            {
                foreach (var message in messages)
                {
                    ModelState.AddModelError(key, message);
                }
            }

            return ValidationProblem(ModelState);
        }

        var created = await service.CreateAsync(request, cancellationToken);
        return CreatedAtAction(nameof(Get), new { id = created.Id }, created);
    }

    [HttpPost("{id:int}/send")]
    public async Task<ActionResult<InvoiceDto>> Send(int id, CancellationToken cancellationToken)
    {
        try
        {
            return await service.SendAsync(id, UserName, cancellationToken) is { } sent ? Ok(sent) : NotFound();
        }
        catch (InvalidOperationException exception)
        {
            return Conflict(exception.Message);
        }
    }

    [HttpPost("{id:int}/payments")]
    public async Task<ActionResult<InvoiceDto>> Pay(int id, PayInvoiceRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await service.PayAsync(id, request, UserName, cancellationToken) is { } paid ? Ok(paid) : NotFound();
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentOutOfRangeException)
        {
            return Conflict(exception.Message);
        }
    }

    [HttpDelete("{id:int}")]
    public async Task<IActionResult> Cancel(int id, CancellationToken cancellationToken) =>
        await service.CancelAsync(id, UserName, cancellationToken) ? NoContent() : NotFound();

    private string UserName => User.Identity?.Name ?? "anonymous";
}
