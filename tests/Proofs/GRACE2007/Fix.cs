using Amazon.SQS;
using Amazon.SQS.Model;

namespace GracefulAnalyzers.Proofs.GRACE2007.Fix;

internal sealed class ThumbnailWorker(IAmazonSQS sqs, string queueUrl, Func<string, Task> draw) : BackgroundService
{
    private readonly ReceiveMessageRequest _request = new() { QueueUrl = queueUrl, WaitTimeSeconds = 20 };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var response = await sqs.ReceiveMessageAsync(_request, stoppingToken);
            foreach (var message in response.Messages ?? [])
            {
                await draw(message.Body);
                await sqs.DeleteMessageAsync(_request.QueueUrl, message.ReceiptHandle, CancellationToken.None);
            }
        }
    }
}
