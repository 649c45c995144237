using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Catalogue;

internal static class AspNetCore
{
    private const string Routes = "Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions::";
    private const string Writing = "Microsoft.AspNetCore.Http.HttpResponseWritingExtensions::";
    private const string Json = "Microsoft.AspNetCore.Http.HttpResponseJsonExtensions::";

    private static readonly string[] PageVerbs = ["Get", "Post", "Put", "Delete", "Patch", "Head", "Options"];

    public static readonly Framework Framework = new(
        "AspNetCore",
        "https://learn.microsoft.com/aspnet/core/fundamentals/minimal-apis; "
            + "https://learn.microsoft.com/dotnet/api/microsoft.aspnetcore.http.httpcontext.requestaborted; "
            + "https://learn.microsoft.com/aspnet/core/razor-pages/#multiple-handlers-per-page",
        "Microsoft.AspNetCore.Http.HttpContext")
    {
        Traits =
        [
            new(Trait.Endpoint, Routes + "MapGet"),
            new(Trait.Endpoint, Routes + "MapPost"),
            new(Trait.Endpoint, Routes + "MapPut"),
            new(Trait.Endpoint, Routes + "MapDelete"),
            new(Trait.Endpoint, Routes + "MapPatch"),
            new(Trait.Endpoint, Routes + "Map"),
            new(Trait.Endpoint, Routes + "MapMethods"),
            new(Trait.Endpoint, Routes + "MapFallback"),
            new(Trait.Endpoint, "Microsoft.AspNetCore.Builder.FallbackEndpointRouteBuilderExtensions::MapFallback"),
            new(Trait.ControllerBase, "Microsoft.AspNetCore.Mvc.ControllerBase"),
            new(Trait.PageModel, "Microsoft.AspNetCore.Mvc.RazorPages.PageModel"),
            new(Trait.StreamResult, "Microsoft.AspNetCore.Http.TypedResults::ServerSentEvents"),
            new(Trait.StreamResult, "Microsoft.AspNetCore.Http.Results::ServerSentEvents"),
            new(Trait.StreamResult, "Microsoft.AspNetCore.Http.TypedResults::Stream"),
            new(Trait.StreamResult, "Microsoft.AspNetCore.Http.Results::Stream"),
            new(Trait.ResponseBody, "Microsoft.AspNetCore.Http.HttpResponse::Body"),
            new(Trait.ResponseBody, "Microsoft.AspNetCore.Http.HttpResponse::BodyWriter"),
        ],
        Members =
        [
            Member.Respond(Writing + "WriteAsync"),
            Member.Respond(Json + "WriteAsJsonAsync"),
            Member.Respond("Microsoft.AspNetCore.Http.HttpResponse::StartAsync"),
        ],
        Tokens = [new("Microsoft.AspNetCore.Http.HttpContext::RequestAborted", Signal.ClientGone)],
        RequestScopes =
        [
            new("Microsoft.AspNetCore.Http.HttpContext", "RequestAborted"),
            new("Microsoft.AspNetCore.Http.HttpRequest", "HttpContext.RequestAborted"),
            new("Microsoft.AspNetCore.Http.HttpResponse", "HttpContext.RequestAborted"),
            new("Microsoft.AspNetCore.Http.EndpointFilterInvocationContext", "HttpContext.RequestAborted"),
            new("Microsoft.AspNetCore.Mvc.ActionContext", "HttpContext.RequestAborted"),
            new("Microsoft.AspNetCore.Mvc.RazorPages.PageModel", "HttpContext.RequestAborted", Inherited: true),
            new("Microsoft.AspNetCore.Mvc.ControllerBase", "HttpContext.RequestAborted", Inherited: true),
        ],
    };

    /// <summary>
    /// True for the overloads of a stream result that enumerate their values without a token: those that wrap plain values into events.
    /// </summary>
    public static bool EnumeratesWithoutToken(IMethodSymbol streamResult) =>
        streamResult.OriginalDefinition.Parameters is [{ Type: INamedTypeSymbol { TypeArguments: [var element] } }, ..] && element.Name != "SseItem";

    /// <summary>True for names by which a page finds the handler of a request: <c>OnGet</c>, <c>OnPostAsync</c>, <c>OnPostDeleteAsync</c>.</summary>
    public static bool IsNamedAfterVerb(string name) => name.StartsWith("On", StringComparison.Ordinal) && Array.Exists(PageVerbs, verb =>
        string.CompareOrdinal(name, 2, verb, 0, verb.Length) == 0 && (name.Length == 2 + verb.Length || !char.IsLower(name[2 + verb.Length])));

    /// <summary>True for what puts a value where the caller's next request finds it.</summary>
    public static bool IsSession(IMethodSymbol method) => method.ContainingType is { Name: "ISession" or "SessionExtensions" } type && IsFramework(type);

    /// <summary>True for results that put a value into the response as it is, so that a sequence is streamed as a JSON array.</summary>
    public static bool CarriesValue(IMethodSymbol result) => result.Name is "Ok" or "Json";

    /// <summary>True for the framework's own members: what they get of a request, they do not keep for the user's stream.</summary>
    public static bool IsFramework(ISymbol member) =>
        member.ContainingNamespace?.ToDisplayString().StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) == true;
}
