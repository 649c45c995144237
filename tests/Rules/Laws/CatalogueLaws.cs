using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Tests.Harness;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GracefulAnalyzers.Tests.Laws;

/// <summary>Law 6: what the catalogue names exists, and says where it was learned.</summary>
public sealed class CatalogueLaws
{
    public static TheoryData<string> Names => [.. CatalogueIndex.All.Select(static framework => framework.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_reference_resolves(string name)
    {
        var framework = CatalogueIndex.All.Single(candidate => candidate.Name == name);
        var newest = CSharpCompilation.Create("Newest", references: Frameworks.For([name], Age.Newest));
        var oldest = CSharpCompilation.Create("Oldest", references: Frameworks.For([name], Age.Oldest));
        string[] all = [.. Types(framework), .. References(framework)];

        Assert.Empty(all.Where(reference => !Resolves(newest, reference)).Select(static reference => $"{reference} does not exist in the newest version."));
        Assert.Equal(framework.MissingInOldest.Order(StringComparer.Ordinal), all.Where(reference => !Resolves(oldest, reference)).Distinct().Order(StringComparer.Ordinal));
        Assert.All(framework.LossyOptions.Where(static option => option.Parameter.Length > 0), option => Assert.True(TakesParameter(newest, option), $"{name}: {option.Ref} has no {option.Parameter}."));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_framework_cites_its_source(string name) =>
        Assert.StartsWith("https://", CatalogueIndex.All.Single(candidate => candidate.Name == name).Source, StringComparison.Ordinal);

    [Fact]
    public void Every_role_has_a_policy_and_members_and_names_are_unique()
    {
        Assert.All(Enum.GetValues<Role>(), static role => SignalPolicy.For(role));
        Assert.Equal(Enum.GetValues<Role>().ToHashSet(), CatalogueIndex.All.SelectMany(static framework => framework.Members).Select(static member => member.Role).ToHashSet());
        Assert.Equal(CatalogueIndex.All.Length, CatalogueIndex.All.Select(static framework => framework.Name).Distinct().Count());
    }

    private static IEnumerable<string> References(Framework framework) =>
    [
        .. framework.Members.Select(static member => member.Ref),
        .. framework.Tokens.Select(static token => token.Ref),
        .. framework.Handlers.Select(static handler => handler.Ref),
        .. framework.Identities.Select(static identity => identity.Ref),
        .. framework.Endpoints,
        .. framework.StreamResults,
        .. framework.Starts,
        .. framework.Forwarders,
        .. framework.AnswerCaches,
        .. framework.LossyOptions.Select(static option => option.Ref),
        .. framework.JsonResults.Select(static result => result.Options),
        .. framework.Stores.Select(static store => store.Ref),
    ];

    private static IEnumerable<string> Types(Framework framework) =>
    [
        .. framework.Gate,
        .. framework.Messages.Select(static message => message.Ref),
        .. framework.Messages.Select(static message => message.Batch).Where(static batch => batch.Length > 0),
        .. framework.Sagas,
        .. framework.CompletableSources,
        .. framework.TokenFree,
        .. framework.ControllerBases,
        .. framework.PageModels,
        .. framework.Hubs,
        .. framework.RequestScopes.Select(static scope => scope.Type),
        .. framework.JsonResults.Select(static result => result.Ref),
        .. framework.Stores.Select(static store => store.Service).Where(static service => service.Length > 0),
    ];

    private static bool TakesParameter(Compilation compilation, LossyOption option) =>
        compilation.GetTypesByMetadataName(CatalogueIndex.TypeOf(option.Ref)).SelectMany(Members).OfType<IMethodSymbol>()
            .Any(method => method.Name == CatalogueIndex.NameOf(option.Ref) && method.Parameters.Any(parameter => parameter.Name == option.Parameter));

    private static bool Resolves(Compilation compilation, string reference) => reference.Contains("::", StringComparison.Ordinal)
        ? compilation.GetTypesByMetadataName(CatalogueIndex.TypeOf(reference)).Any(type => Members(type).Any(member => member.Name == CatalogueIndex.NameOf(reference)))
        : !compilation.GetTypesByMetadataName(reference).IsEmpty;

    private static IEnumerable<ISymbol> Members(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                yield return member;
            }
        }

        foreach (var member in type.AllInterfaces.SelectMany(static contract => contract.GetMembers()))
        {
            yield return member;
        }
    }
}
