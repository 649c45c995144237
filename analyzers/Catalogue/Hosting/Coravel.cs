using GracefulAnalyzers.Vocabulary;

namespace GracefulAnalyzers.Catalogue;

internal static class Coravel
{
    public static readonly Framework Framework = new(
        "Coravel",
        "https://docs.coravel.net/Invocables/; https://docs.coravel.net/Queuing/",
        "Coravel.Invocable.IInvocable")
    {
        Tokens =
        [
            new("Coravel.Invocable.ICancellableInvocable::CancellationToken", Signal.ServiceStop),
            new("Coravel.Queuing.Interfaces.ICancellableTask::Token", Signal.ServiceStop),
        ],
    };
}
