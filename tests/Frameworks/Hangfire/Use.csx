class A { CancellationToken M(Hangfire.IJobCancellationToken t) => t.ShutdownToken; }
