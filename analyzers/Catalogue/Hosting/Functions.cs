using GracefulAnalyzers.Vocabulary;

namespace GracefulAnalyzers.Catalogue;

internal static class Functions
{
    public static readonly Framework Framework = new(
        "AzureFunctions",
        "https://learn.microsoft.com/azure/azure-functions/dotnet-isolated-process-guide#cancellation-tokens",
        "Microsoft.Azure.Functions.Worker.FunctionContext")
    {
        Members =
        [
            Member.Settle("Microsoft.Azure.Functions.Worker.ServiceBusMessageActions::CompleteMessageAsync"),
            Member.Settle("Microsoft.Azure.Functions.Worker.ServiceBusMessageActions::AbandonMessageAsync"),
        ],
        Traits = [new(Trait.Return, "Microsoft.Azure.Functions.Worker.ServiceBusMessageActions::AbandonMessageAsync")],
        Tokens = [new("Microsoft.Azure.Functions.Worker.FunctionContext::CancellationToken", Signal.ServiceStop)],
    };
}
