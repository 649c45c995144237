using GracefulAnalyzers.Vocabulary;

namespace GracefulAnalyzers.Catalogue;

internal static class Nimbus
{
    public static readonly Framework Framework = new(
        "Nimbus",
        "https://example.org/nimbus",
        "Nimbus.ICloud")
    {
        Members =
        [
            Member.Receive("Nimbus.ICloud::DrawAsync"),
            Member.Settle("Nimbus.ICloud::RainAsync"),
        ],
        Tokens = [new("Nimbus.ICloud::Evaporates", Signal.ServiceStop)],
        Handlers = [new(HandlerShape.Pull, "Nimbus.ICloud::DrawAsync")],
        Messages = [new("Nimbus.Drop", ".Id")],
        Traits = [new(Trait.MessageIdentity, "Nimbus.Drop::Id")],
    };
}
