class A { Task M(Microsoft.ApplicationInsights.TelemetryClient c, CancellationToken t) => c.FlushAsync(t); }
