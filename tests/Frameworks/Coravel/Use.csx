class A : Coravel.Invocable.ICancellableInvocable { public CancellationToken CancellationToken { get; set; } }
