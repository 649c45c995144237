using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.CodeFixes.Engine;

/// <summary>Type names as one place of a file can write them: short where its usings allow it.</summary>
internal sealed class TypeNames(SemanticModel model, int position)
{
    public bool Has(string metadataName) => Find(metadataName) is not null;

    public bool HasMember(string metadataName, string member) => Find(metadataName)?.GetMembers(member).IsEmpty == false;

    public string Of(string metadataName) =>
        Find(metadataName)?.ToMinimalDisplayString(model, position, SymbolDisplayFormat.MinimallyQualifiedFormat) ?? "global::" + metadataName;

    public string ListOf(string elementMetadataName) =>
        Find("System.Collections.Generic.List`1") is { } list && Find(elementMetadataName) is { } element
            ? list.Construct(element).ToMinimalDisplayString(model, position, SymbolDisplayFormat.MinimallyQualifiedFormat)
            : "global::System.Collections.Generic.List<" + Of(elementMetadataName) + ">";

    private INamedTypeSymbol? Find(string metadataName) => model.Compilation.GetTypesByMetadataName(metadataName).FirstOrDefault();
}
