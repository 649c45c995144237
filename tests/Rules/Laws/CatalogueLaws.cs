using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Signals;
using GracefulAnalyzers.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GracefulAnalyzers.Tests.Laws;

/// <summary>Law 6: what the catalogue names exists, and says where it was learned.</summary>
public sealed class CatalogueLaws
{
    // Part of the shared frameworks, which every sample references.
    private static readonly string[] InBox = ["AdoNet", "AspNetCore", "BaseLibrary", "Channels", "Hosting"];

    public static TheoryData<string> Names => [.. CatalogueIndex.All.Select(static framework => framework.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_reference_resolves(string name)
    {
        var framework = CatalogueIndex.All.Single(candidate => candidate.Name == name);
        var references = Frameworks.For(InBox.Contains(name) ? [] : [name]);
        var compilation = CSharpCompilation.Create("Catalogue", references: references);

        Assert.All(framework.Gate, type => Assert.NotEmpty(compilation.GetTypesByMetadataName(type)));
        Assert.All(References(framework), reference => Assert.True(Resolves(compilation, reference), $"{name}: {reference} does not exist."));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_framework_cites_its_source(string name) =>
        Assert.StartsWith("https://", CatalogueIndex.All.Single(candidate => candidate.Name == name).Source, StringComparison.Ordinal);

    [Fact]
    public void Every_role_has_a_policy_and_names_are_unique()
    {
        Assert.All(Enum.GetValues<Role>(), static role => SignalPolicy.For(role));
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
    ];

    private static bool Resolves(Compilation compilation, string reference) =>
        compilation.GetTypesByMetadataName(CatalogueIndex.TypeOf(reference))
            .Any(type => Members(type).Any(member => member.Name == CatalogueIndex.NameOf(reference)));

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
