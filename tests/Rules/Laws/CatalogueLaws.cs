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

        Assert.Empty(new CatalogueEntries(framework, oldest, newest).Complaints);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_framework_cites_its_source(string name) =>
        Assert.StartsWith("https://", CatalogueIndex.All.Single(candidate => candidate.Name == name).Source, StringComparison.Ordinal);

    [Fact]
    public void Every_role_has_a_policy_and_members_and_names_are_unique()
    {
        Assert.All(Enum.GetValues<Role>(), static role => SignalPolicy.For(role));
        Assert.Equal(Enum.GetValues<Role>().ToHashSet(),
            CatalogueIndex.All.SelectMany(static framework => framework.Members).Select(static member => member.Role).ToHashSet());
        Assert.Equal(CatalogueIndex.All.Length, CatalogueIndex.All.Select(static framework => framework.Name).Distinct().Count());
    }
}
