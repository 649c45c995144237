namespace Nimbus
{
    public interface ICloud
    {
        CancellationToken Evaporates { get; }

        Task<Drop> DrawAsync(CancellationToken cancellationToken);

        Task RainAsync(Drop drop, CancellationToken cancellationToken);
    }

    public sealed record Drop(string Id);
}
