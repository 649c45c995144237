using GracefulAnalyzers.Signals;

namespace GracefulAnalyzers.Catalogue;

internal static class AspNetCore
{
    private const string Routes = "Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions::";

    public static readonly Framework Framework = new(
        "AspNetCore",
        "https://learn.microsoft.com/aspnet/core/fundamentals/minimal-apis; https://learn.microsoft.com/dotnet/api/microsoft.aspnetcore.http.httpcontext.requestaborted",
        "Microsoft.AspNetCore.Http.HttpContext")
    {
        Endpoints =
        [
            Routes + "MapGet", Routes + "MapPost", Routes + "MapPut", Routes + "MapDelete", Routes + "MapPatch",
            Routes + "Map", Routes + "MapMethods", Routes + "MapFallback",
        ],
        ControllerBases = ["Microsoft.AspNetCore.Mvc.ControllerBase"],
        StreamResults =
        [
            "Microsoft.AspNetCore.Http.TypedResults::ServerSentEvents",
            "Microsoft.AspNetCore.Http.Results::ServerSentEvents",
        ],
        Members =
        [
            Member.Respond("Microsoft.AspNetCore.Http.HttpResponseWritingExtensions::WriteAsync"),
            Member.Respond("Microsoft.AspNetCore.Http.HttpResponseJsonExtensions::WriteAsJsonAsync"),
            Member.Respond("Microsoft.AspNetCore.Http.HttpResponse::StartAsync"),
        ],
        Tokens = [new("Microsoft.AspNetCore.Http.HttpContext::RequestAborted", Signal.ClientGone)],
    };
}
