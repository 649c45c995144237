using GracefulAnalyzers.Vocabulary;

namespace GracefulAnalyzers.Catalogue;

internal static class Sqs
{
    private const string Client = "Amazon.SQS.IAmazonSQS::";

    public static readonly Framework Framework = new(
        "AmazonSQS",
        "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html",
        "Amazon.SQS.IAmazonSQS")
    {
        Members =
        [
            // A long poll waits up to 20 seconds for a message.
            Member.Receive(Client + "ReceiveMessageAsync"),
            Member.Settle(Client + "DeleteMessageAsync"),
            Member.Settle(Client + "DeleteMessageBatchAsync"),
            Member.Extend(Client + "ChangeMessageVisibilityAsync"),
            Member.Extend(Client + "ChangeMessageVisibilityBatchAsync"),
            Member.Work(Client + "SendMessageAsync", Effect.Publish),
            Member.Work(Client + "SendMessageBatchAsync", Effect.Publish),
        ],
    };
}
