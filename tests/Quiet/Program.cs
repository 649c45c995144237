using Azure.Messaging.ServiceBus;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Quiet.Background;
using Quiet.Chat;
using Quiet.Data;
using Quiet.Drain;
using Quiet.Models;
using Quiet.Queues;
using RabbitMQ.Client;

var builder = WebApplication.CreateBuilder(args);
var configuration = builder.Configuration;
var services = builder.Services;

builder.Host.UseDefaultServiceProvider(provider =>
{
    provider.ValidateOnBuild = true;
    provider.ValidateScopes = true;
});

// The drain: readiness first, then the host's timeout, with a deadline of our own inside it.
var drain = configuration.GetSection(DrainOptions.Section).Get<DrainOptions>() ?? new DrainOptions();
services.Configure<DrainOptions>(configuration.GetSection(DrainOptions.Section));
services.Configure<HostOptions>(host => host.ShutdownTimeout = drain.ShutdownTimeout);
services.AddSingleton<DrainDeadline>();
services.AddSingleton<DrainReadiness>();
services.AddHealthChecks().AddCheck<DrainReadiness>("drain");
if (!builder.Environment.IsDevelopment() && drain.Delay > TimeSpan.Zero)
{
    services.AddSingleton<IHostLifetime, DrainingHostLifetime>();
}

services.AddSingleton(TimeProvider.System);
services.AddDbContextFactory<ChatDbContext>(db => db.UseSqlite(configuration.GetConnectionString("Chat") ?? "Data Source=chat.db"));
services.AddSingleton<TranscriptStore>();
services.AddSingleton<IResultStore, SqliteResultStore>();

services.Configure<FakeModelOptions>(configuration.GetSection(FakeModelOptions.Section));
services.AddSingleton<ModelCatalog>();
if (configuration["OpenAI:ApiKey"] is { Length: > 0 } apiKey)
{
    services.AddChatClient(_ => OpenAiChatClient.Create(
        apiKey,
        configuration["OpenAI:Model"] ?? "gpt-4o-mini",
        configuration.GetValue<Uri>("OpenAI:Endpoint")));
}
else
{
    services.AddSingleton<FakeChatClient>();
    services.AddChatClient(provider => provider.GetRequiredService<FakeChatClient>());
}

services.AddHttpClient(nameof(CallbackClient), client => client.Timeout = TimeSpan.FromSeconds(10));
services.AddHttpClient(nameof(ModelCatalogRefresh), client => client.Timeout = TimeSpan.FromSeconds(10));
services.AddSingleton<CallbackClient>();
services.AddSingleton<ChatTurns>();
services.AddSingleton<AnswerStream>();
services.AddSingleton<ActivityFeed>();
services.AddSingleton<TitleCache>();
services.AddSingleton<UsageQueue>();
services.AddControllers();

// Started in this order and stopped in reverse, after the web server, which is the first to stop.
services.AddHostedService<DatabaseSetup>();
services.AddHostedService<UsageWriter>();
services.AddHostedService<RetentionSweep>();
services.AddHostedService<TitleCacheExpiry>();
services.AddHostedService<ModelChangeLog>();
services.AddHostedService<ModelCatalogRefresh>();
services.AddHostedService<QueueDepthGauge>();
services.AddHostedService<MaintenanceWindow>();

var rabbit = configuration.GetValue<Uri>("RabbitMq:Uri");
services.AddMassTransit(bus =>
{
    bus.AddConsumer<ModerationConsumer>();
    bus.AddConsumer<BillingConsumer>();
    bus.AddConsumer<ClosedConversationLog>();
    if (rabbit is not null)
    {
        bus.UsingRabbitMq((context, transport) =>
        {
            transport.Host(rabbit);
            transport.ConfigureEndpoints(context);
        });
    }
    else
    {
        bus.UsingInMemory((context, transport) => transport.ConfigureEndpoints(context));
    }
});
services.Configure<MassTransitHostOptions>(bus =>
{
    // The bus stops after the web server, when only the release margin is sure to be left; consumers are cancelled
    // before it ends, so that the transport can requeue what they leave.
    bus.StopTimeout = drain.ReleaseMargin;
    bus.ConsumerStopTimeout = drain.ReleaseMargin * 0.8;
});

if (rabbit is not null)
{
    services.AddSingleton<IConnectionFactory>(_ => new ConnectionFactory { Uri = rabbit });
    services.AddSingleton<SummaryPublisher>();
    services.AddHostedService<SummaryWorker>();
}

if (configuration["ServiceBus:ConnectionString"] is { Length: > 0 } serviceBus)
{
    services.AddSingleton(_ => new ServiceBusClient(serviceBus));
    services.AddHostedService<TranslationWorker>();
    services.AddHostedService<DeadLetterReport>();
}

var app = builder.Build();
app.MapChat();
app.MapStatus(configuration.GetValue<bool>("Operators:MayStop"));
app.MapControllers();

var lifetime = app.Lifetime;
try
{
    await app.RunAsync();
}
catch (OperationCanceledException) when (!lifetime.ApplicationStarted.IsCancellationRequested)
{
    // Told to stop while still starting: nothing was taken on, so nothing has to be drained.
}
