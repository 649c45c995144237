namespace GracefulAnalyzers.Catalogue;

internal static class Channels
{
    public static readonly Framework Framework = new(
        "Channels",
        "https://learn.microsoft.com/dotnet/core/extensions/channels",
        "System.Threading.Channels.ChannelReader`1")
    {
        Members =
        [
            Member.Receive("System.Threading.Channels.ChannelReader`1::ReadAsync"),
            Member.Receive("System.Threading.Channels.ChannelReader`1::ReadAllAsync"),
            Member.Receive("System.Threading.Channels.ChannelReader`1::WaitToReadAsync"),
        ],
        Traits =
        [
            new(Trait.CompletableSource, "System.Threading.Channels.ChannelReader`1"),
            new(Trait.Light, "System.Threading.Channels.ChannelWriter`1"),
            new(Trait.WaitedOn, "System.Threading.Channels.Channel`2"),
            new(Trait.WaitedOn, "System.Threading.Channels.ChannelWriter`1"),
        ],
        Handlers =
        [
            new(HandlerShape.Pull, "System.Threading.Channels.ChannelReader`1::ReadAsync", AtLeastOnce: false),
            new(HandlerShape.Pull, "System.Threading.Channels.ChannelReader`1::ReadAllAsync", AtLeastOnce: false),
        ],
    };
}
