class A { Task M(NLog.LogFactory f, CancellationToken t) => f.FlushAsync(t); }
