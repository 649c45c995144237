namespace GracefulAnalyzers.Catalogue;

/// <summary>Money that moves. A request that carries its own idempotency key is recognised as a guard, not here.</summary>
internal static class Payments
{
    public static readonly Framework Stripe = new(
        "Stripe",
        "https://docs.stripe.com/api/idempotent_requests?lang=dotnet",
        "Stripe.Service`1",
        "Stripe.PaymentIntentService")
    {
        // Every service of the SDK derives from Service<T>.
        Members =
        [
            Member.Work("Stripe.Service`1::CreateAsync", Effect.Payment),
            Member.Work("Stripe.Service`1::Create", Effect.Payment),
        ],
    };
}
