using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Tests.Harness;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis.CSharp;

namespace GracefulAnalyzers.Tests.Laws;

/// <summary>Law 6 has no holes: an entry that somebody made up is found out, whatever kind it is of.</summary>
public sealed class InventedEntries
{
    private const string NoMember = "System.Threading.Tasks.Task::MadeUp";
    private const string NoType = "System.Threading.Tasks.MadeUp";
    private const string Call = "System.String::Trim";
    private const string Property = "System.String::Length";
    private const string Register = "Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions::AddSingleton";
    private const string Store = "RedisIdempotencyStore";

    // Each is right but for the one entry.
    private static readonly Dictionary<string, Framework> Rows = new(StringComparer.Ordinal)
    {
        ["Gate"] = new("Invented", "https://example.org", NoType),
        ["MissingInOldest: there"] = Of() with { Members = [Member.Settle(Call)], MissingInOldest = [Call] },
        ["MissingInOldest: of no entry"] = Of() with { MissingInOldest = [NoMember] },
        ["Members"] = Of() with { Members = [Member.Settle(NoMember)] },
        ["Members: of a type"] = Of() with { Members = [Member.Settle(NoType + "::Send")] },
        ["Members: no call"] = Of() with { Members = [Member.Settle(Property)] },
        ["Tokens"] = Of() with { Tokens = [new(NoMember, Signal.HostStop)] },
        ["Tokens: no token"] = Of() with { Tokens = [new(Property, Signal.HostStop)] },
        ["Tokens: no token among parameters"] = Of() with { Tokens = [new(Call, Signal.HostStop)] },
        ["Tokens: no delegate"] = Of() with { Tokens = [new("System.Threading.Tasks.Task::Delay", Signal.HostStop, OfDelegate: true)] },
        ["Handlers"] = Of() with { Handlers = [new(HandlerShape.Pull, NoMember)] },
        ["Handlers: no event"] = Of() with { Handlers = [new(HandlerShape.Event, Call)] },
        ["Handlers: not virtual"] = Of() with { Handlers = [new(HandlerShape.Override, Call)] },
        ["Handlers: of a class"] = Of() with { Handlers = [new(HandlerShape.InterfaceMethod, Call)] },
        ["Handlers: takes no delegate"] = Of() with { Handlers = [new(HandlerShape.DelegateArgument, Call)] },
        ["Handlers: no call"] = Of() with { Handlers = [new(HandlerShape.Pull, Property)] },
        ["Messages"] = Of() with { Messages = [new(NoType, ".ToString()")] },
        ["Messages: path"] = Of() with { Messages = [new("System.String", ".MadeUp")] },
        ["Messages: path to no text"] = Of() with { Messages = [new("System.String", ".Length")] },
        ["Messages: batch"] = Of() with { Messages = [new("System.String", ".Trim()", Batch: NoType)] },
        ["LossyOptions"] = Of() with { LossyOptions = [new(NoMember, "", "true")] },
        ["LossyOptions: parameter"] = Of() with { LossyOptions = [new(Call, "madeUp", "true")] },
        ["LossyOptions: no switch"] = Of() with { LossyOptions = [new(Property, "", "true")] },
        ["LossyOptions: value"] = Of() with { LossyOptions = [new("System.DateTime::DayOfWeek", "", "Caturday")] },
        ["JsonResults"] = Of() with { JsonResults = [new(NoType, "System.Text.Json.JsonSerializerOptions::Default")] },
        ["JsonResults: options"] = Of() with { JsonResults = [new("System.String", NoMember)] },
        ["JsonResults: other options"] = Of() with { JsonResults = [new("System.String", Property)] },
        ["Stores"] = Of() with { Stores = [new(NoMember, "", Store)] },
        ["Stores: service"] = Of() with { Stores = [new(Register, NoType, Store)] },
        ["Stores: takes no type"] = Of() with { Stores = [new(Call, "System.String", Store)] },
        ["Stores: scaffold"] = Of() with { Stores = [new(Register, "System.String", "MadeUpStore")] },
        ["Stores: unless"] = Of() with { Stores = [new(Register, "System.String", Store) { Unless = [NoMember] }] },
        ["RequestScopes"] = Of() with { RequestScopes = [new(NoType, "Token")] },
        ["RequestScopes: path"] = Of() with { RequestScopes = [new("Microsoft.AspNetCore.Http.HttpContext", "MadeUp")] },
        ["RequestScopes: path to no token"] = Of() with { RequestScopes = [new("Microsoft.AspNetCore.Http.HttpContext", "TraceIdentifier")] },
        ["RequestScopes: inherited path"] = Of()
            with { RequestScopes = [new("Microsoft.AspNetCore.Mvc.ControllerBase", "HttpContext.MadeUp", Inherited: true)] },
        ["Traits: no receive"] = Of() with { Traits = [new(Trait.InstantReceive, Call)] },
        ["Traits: a call is no property"] = Of() with { Traits = [new(Trait.ResponseBody, Call)] },
        ["Traits: a property is no call"] = Of() with { Traits = [new(Trait.Endpoint, Property)] },
        ["Traits: a member is no type"] = Of() with { Traits = [new(Trait.Hub, Call)] },
        ["Traits: a type is no member"] = Of() with { Traits = [new(Trait.Forwarder, "System.String")] },
    };

    public static TheoryData<string> Names => [.. Rows.Keys];

    public static TheoryData<string> EveryTrait => [.. Traits.All.Select(static trait => trait.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public void Are_found_out(string row) => Assert.NotEmpty(Complaints(Rows[row]));

    [Theory]
    [MemberData(nameof(EveryTrait))]
    public void Traits_are_found_out(string name)
    {
        var trait = Enum.Parse<Trait>(name);

        Assert.NotEmpty(Complaints(Of() with { Traits = [new(trait, trait.IsOfTypes() ? NoType : NoMember)] }));
    }

    [Fact]
    public void Every_list_of_a_framework_has_a_row() => Assert.Empty(typeof(Framework).GetProperties()
        .Where(static property => typeof(System.Collections.IEnumerable).IsAssignableFrom(property.PropertyType) && property.PropertyType != typeof(string))
        .Select(static property => property.Name)
        .Except(Rows.Keys.Select(static row => row.Split(':')[0])));

    [Fact]
    public void What_is_true_raises_no_complaint() => Assert.Empty(Complaints(Of() with
    {
        Members = [Member.Settle(Call), Member.Receive("System.Threading.PeriodicTimer::WaitForNextTickAsync")],
        Tokens = [new("Microsoft.AspNetCore.Http.HttpContext::RequestAborted", Signal.ClientGone),
            new("System.Threading.Tasks.Parallel::ForEachAsync", Signal.Deadline, OfDelegate: true)],
        Handlers = [new(HandlerShape.Event, "System.AppDomain::ProcessExit"), new(HandlerShape.InterfaceMethod, "System.IDisposable::Dispose"),
            new(HandlerShape.Override, "System.Object::ToString")],
        Messages = [new("System.String", ".Trim()", Batch: "System.Collections.Generic.List`1"), new("System.Collections.Generic.List`1", "[0]?.ToString()")],
        LossyOptions = [new("System.DateTime::DayOfWeek", "", "Sunday"),
            new("System.Threading.Tasks.Task::ConfigureAwait", "continueOnCapturedContext", "true")],
        JsonResults = [new("System.String", "System.Text.Json.JsonSerializerOptions::Default")],
        Stores = [new(Register, "System.String", Store) { Unless = [Call] }],
        RequestScopes = [new("Microsoft.AspNetCore.Mvc.ControllerBase", "HttpContext.RequestAborted", Inherited: true)],
        Traits = [new(Trait.InstantReceive, "System.Threading.PeriodicTimer::WaitForNextTickAsync"), new(Trait.Start, "System.Threading.Timer::.ctor"),
            new(Trait.Saga, "System.String")],
    }));

    private static Framework Of() => new("Invented", "https://example.org", "System.Threading.Tasks.Task");

    private static IEnumerable<string> Complaints(Framework framework)
    {
        var compilation = CSharpCompilation.Create("Invented", references: Frameworks.For([]));
        return new CatalogueEntries(framework, compilation, compilation).Complaints;
    }
}
