using GracefulAnalyzers.Vocabulary;

namespace GracefulAnalyzers.Catalogue;

internal static class AwsMessaging
{
    public static readonly Framework Framework = new(
        "AwsMessaging",
        "https://github.com/aws/aws-dotnet-messaging",
        "AWS.Messaging.IMessageHandler`1")
    {
        // The pump hands its stopping token through.
        Tokens = [new("AWS.Messaging.IMessageHandler`1::HandleAsync", Signal.ServiceStop)],
    };
}
