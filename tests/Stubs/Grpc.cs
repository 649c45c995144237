// Names and signatures of Grpc.Core.Api, after its public source, as far as the catalogue and the pages name them; nothing here runs.
#pragma warning disable CS1591
using System;
using System.Threading;
using System.Threading.Tasks;

namespace Grpc.Core
{
    public abstract class ServerCallContext
    {
        public string Method => throw null!;
        public DateTime Deadline => throw null!;
        public CancellationToken CancellationToken => throw null!;
    }

    public interface IAsyncStreamWriter<in T>
    {
        Task WriteAsync(T message);
        Task WriteAsync(T message, CancellationToken cancellationToken) => throw null!;
    }

    public interface IServerStreamWriter<in T> : IAsyncStreamWriter<T>
    {
    }
}
