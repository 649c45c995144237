class A { Task M() => Serilog.Log.CloseAndFlushAsync().AsTask(); }
