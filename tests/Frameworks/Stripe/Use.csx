using Stripe;

class A { Task M(PaymentIntentService c) => c.CreateAsync(new PaymentIntentCreateOptions()); }
