using Grpc.Core;

class A { CancellationToken M(ServerCallContext c) => c.CancellationToken; }
