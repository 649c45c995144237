// Names and signatures of Stripe.net, after its public source, as far as the catalogue and the pages name them; nothing here runs.
#nullable disable
#pragma warning disable CS1591
using System.Threading;
using System.Threading.Tasks;

namespace Stripe
{
    public class RequestOptions
    {
        public string IdempotencyKey { get; set; }
    }

    public class PaymentIntent
    {
        public string Id { get; set; }
    }

    public class PaymentIntentCreateOptions
    {
        public long? Amount { get; set; }
    }

    public class PaymentIntentService
    {
        public virtual PaymentIntent Create(PaymentIntentCreateOptions options, RequestOptions requestOptions = null) => throw null;
        public virtual Task<PaymentIntent> CreateAsync(PaymentIntentCreateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) => throw null;
    }

    public class ChargeService
    {
        public virtual object Create(object options, RequestOptions requestOptions = null) => throw null;
        public virtual Task<object> CreateAsync(object options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) => throw null;
    }

    public class RefundService
    {
        public virtual object Create(object options, RequestOptions requestOptions = null) => throw null;
        public virtual Task<object> CreateAsync(object options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) => throw null;
    }

    public class TransferService
    {
        public virtual object Create(object options, RequestOptions requestOptions = null) => throw null;
        public virtual Task<object> CreateAsync(object options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) => throw null;
    }

    public class PayoutService
    {
        public virtual object Create(object options, RequestOptions requestOptions = null) => throw null;
        public virtual Task<object> CreateAsync(object options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) => throw null;
    }

    public class InvoiceService
    {
        public virtual object Create(object options, RequestOptions requestOptions = null) => throw null;
        public virtual Task<object> CreateAsync(object options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) => throw null;
    }

    public class InvoiceItemService
    {
        public virtual object Create(object options, RequestOptions requestOptions = null) => throw null;
        public virtual Task<object> CreateAsync(object options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) => throw null;
    }

    public class SubscriptionService
    {
        public virtual object Create(object options, RequestOptions requestOptions = null) => throw null;
        public virtual Task<object> CreateAsync(object options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) => throw null;
    }
}
