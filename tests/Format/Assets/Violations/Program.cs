var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHostedService<Violations.First.AckWorker>();
builder.Services.AddHostedService<Violations.Second.AckWorker>();
builder.Services.AddHostedService<Violations.Third.AckWorker>();
var app = builder.Build();
app.Run();
