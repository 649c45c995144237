using System.Text;
using System.Text.Json;
using ChatService.Data;
using ChatService.Endpoints;
using ChatService.Model;
using ChatService.Usage;
using ChatService.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;

var builder = WebApplication.CreateBuilder(args);

builder.Services.Configure<ModelOptions>(builder.Configuration.GetSection("Model"));
builder.Services.Configure<RabbitMqOptions>(builder.Configuration.GetSection("RabbitMq"));
builder.Services.Configure<UsageOptions>(builder.Configuration.GetSection("Usage"));
builder.Services.Configure<SweepOptions>(builder.Configuration.GetSection("Sweep"));

// A relative path is looked up next to the application, an absolute one is the mounted volume.
var databasePath = Path.Combine(
    builder.Environment.ContentRootPath,
    builder.Configuration["Database:Path"] ?? "chat.db");
builder.Services.AddDbContext<ChatDb>(options => options.UseSqlite($"Data Source={databasePath}"));

builder.Services.AddSingleton<IChatClient, FakeChatClient>();
builder.Services.AddSingleton<UsageQueue>();
builder.Services.AddSingleton<SummaryRequests>();

builder.Services.AddHostedService<UsageFlusher>();
builder.Services.AddHostedService<SummaryWorker>();
builder.Services.AddHostedService<SessionSweeper>();

builder.Services.AddControllers();
builder.Services.AddHealthChecks().AddCheck<ChatDbCheck>("database", tags: ["ready"]);

var app = builder.Build();

using (var scope = app.Services.CreateScope())
{
    scope.ServiceProvider.GetRequiredService<ChatDb>().Database.EnsureCreated();
}

app.MapHealthChecks("/healthz/live", new() { Predicate = _ => false });
app.MapHealthChecks("/healthz/ready", new() { Predicate = check => check.Tags.Contains("ready") });

// Starts a conversation; the browser reads the answer as it is written.
app.MapPost("/chat", async (ChatRequest request, HttpContext context, IChatClient chat, ChatDb db, UsageQueue usage) =>
{
    var conversation = new Conversation { Id = Guid.CreateVersion7(), Title = request.Message };
    db.Conversations.Add(conversation);

    context.Response.ContentType = "text/event-stream";
    context.Response.Headers["X-Conversation-Id"] = conversation.Id.ToString();

    var answer = new StringBuilder();
    await foreach (var update in chat.GetStreamingResponseAsync(request.Message))
    {
        answer.Append(update.Text);

        // JSON keeps line breaks inside a token from ending the event early.
        await context.Response.WriteAsync($"data: {JsonSerializer.Serialize(update.Text)}\n\n");
        await context.Response.Body.FlushAsync();
    }

    // The transcript is what the next question builds on, so it is saved before the stream ends.
    conversation.AddExchange(request.Message, answer.ToString());
    await db.SaveChangesAsync();
    usage.Record(conversation.Id, "chat", request.Message, answer.ToString());

    await context.Response.WriteAsync("event: done\ndata: {}\n\n");
});

app.MapChatEndpoints();
app.MapControllers();

app.Run();

public sealed record ChatRequest(string Message);
