#pragma warning disable GRACE2001 // The defect under proof.
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace GracefulAnalyzers.Proofs.GRACE2001.Violation;

internal static class Registration
{
    public static void Add(IServiceCollection services, string database)
    {
        services.AddDbContext<SummaryDb>(options => options.UseSqlite(database));
        services.AddHostedService<SummaryWorker>();
    }
}

internal sealed class SummaryWorker(IConnection connection, QueueName queue, IChatClient chat, IServiceScopeFactory scopes)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var channel = await connection.CreateChannelAsync(cancellationToken: stoppingToken);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            var text = Encoding.UTF8.GetString(delivery.Body.Span);
            var response = await chat.GetResponseAsync($"Summarise: {text}"); // GRACE2001

            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<SummaryDb>();
            db.Summaries.Add(new Summary { Text = response.Text });
            await db.SaveChangesAsync();
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
        };
        await channel.BasicConsumeAsync(queue.Value, autoAck: false, consumer, stoppingToken);
        await Task.Delay(Timeout.Infinite, stoppingToken);
    }
}

internal sealed record QueueName(string Value);

internal sealed class Summary
{
    public int Id { get; set; }

    public required string Text { get; set; }
}

internal sealed class SummaryDb(DbContextOptions<SummaryDb> options) : DbContext(options)
{
    public DbSet<Summary> Summaries => Set<Summary>();
}
