using GracefulAnalyzers.Vocabulary;

namespace GracefulAnalyzers.Catalogue;

/// <summary>Money that moves. A request that carries its own idempotency key is recognised as a guard, not here.</summary>
internal static class Payments
{
    public static readonly Framework Stripe = new(
        "Stripe",
        "https://docs.stripe.com/api/idempotent_requests?lang=dotnet",
        "Stripe.PaymentIntentService")
    {
        // Each service declares its own Create; these move money or bind somebody to pay.
        Members =
        [
            .. new[] { "PaymentIntentService", "ChargeService", "RefundService", "TransferService", "PayoutService", "InvoiceService", "InvoiceItemService",
                "SubscriptionService" }
                .SelectMany(service => new[]
                {
                    Member.Work($"Stripe.{service}::CreateAsync", Effect.Payment),
                    Member.Work($"Stripe.{service}::Create", Effect.Payment),
                }),
        ],
    };
}
