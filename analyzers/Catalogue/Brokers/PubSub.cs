using GracefulAnalyzers.Vocabulary;

namespace GracefulAnalyzers.Catalogue;

internal static class PubSub
{
    public static readonly Framework Framework = new(
        "GooglePubSub",
        "https://cloud.google.com/dotnet/docs/reference/Google.Cloud.PubSub.V1/latest/Google.Cloud.PubSub.V1.SubscriberClient; "
            + "https://github.com/googleapis/google-cloud-dotnet/tree/main/apis/Google.Cloud.PubSub.V1",
        "Google.Cloud.PubSub.V1.SubscriberClient")
    {
        Members =
        [
            Member.Settle("Google.Cloud.PubSub.V1.SubscriberServiceApiClient::AcknowledgeAsync"),
            Member.Drain("Google.Cloud.PubSub.V1.SubscriberClient::StopAsync"),
        ],
        // The handler's token is the hard stop; stopping softly does not cancel it.
        Tokens =
        [
            new("Google.Cloud.PubSub.V1.SubscriberClient::StartAsync", Signal.Deadline, OfDelegate: true),
            new("Google.Cloud.PubSub.V1.SubscriptionHandler::HandleMessage", Signal.Deadline),
        ],
    };
}
