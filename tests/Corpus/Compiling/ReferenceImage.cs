using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;

namespace GracefulAnalyzers.Corpus.Compiling;

/// <summary>
/// The assembly that other projects see: signatures without bodies, as a build passes them on. The compiler emits nothing while a
/// declaration is in error; such declarations are taken out first.
/// </summary>
internal static class ReferenceImage
{
    private const int MostRounds = 12;

    private static readonly EmitOptions SignaturesOnly = new(metadataOnly: true, includePrivateMembers: false, tolerateErrors: true);

    /// <summary>The image and how many declarations it lacks; null when none could be emitted.</summary>
    public static (MetadataReference Reference, int Lacks)? Of(CSharpCompilation compilation)
    {
        var lacks = 0;
        for (var round = 0; round < MostRounds; round++)
        {
            using var image = new MemoryStream();
            var result = compilation.Emit(image, options: SignaturesOnly);
            if (result.Success)
            {
                return (MetadataReference.CreateFromImage(image.ToArray(), filePath: compilation.AssemblyName + ".dll"), lacks);
            }

            var before = compilation;
            var located = result.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error && d.Location.IsInSource);
            foreach (var errors in located.GroupBy(static d => d.Location.SourceTree!))
            {
                var root = errors.Key.GetRoot();
                var wrong = errors.Select(e => Declaration(root.FindNode(e.Location.SourceSpan))).OfType<SyntaxNode>().Distinct().ToList();
                var without = root.RemoveNodes(wrong, SyntaxRemoveOptions.KeepDirectives | SyntaxRemoveOptions.AddElasticMarker)!;
                compilation = compilation.ReplaceSyntaxTree(errors.Key, errors.Key.WithRootAndOptions(WithoutEmptyLists(without), errors.Key.Options));
                lacks += wrong.Count;
            }

            if (ReferenceEquals(before, compilation))
            {
                return null;
            }
        }

        return null;
    }

    // The smallest piece around an error that can go: the more of a type stays, the better its users bind.
    private static SyntaxNode? Declaration(SyntaxNode at) => at.AncestorsAndSelf().FirstOrDefault(static n =>
        n is UsingDirectiveSyntax or BaseTypeSyntax or AttributeSyntax or EnumMemberDeclarationSyntax
            or (MemberDeclarationSyntax and not BaseNamespaceDeclarationSyntax));

    private static SyntaxNode WithoutEmptyLists(SyntaxNode root)
    {
        var empty = root.DescendantNodes().Where(static n => n is BaseListSyntax { Types.Count: 0 } or AttributeListSyntax { Attributes.Count: 0 }).ToList();
        return empty.Count == 0 ? root : root.RemoveNodes(empty, SyntaxRemoveOptions.KeepDirectives | SyntaxRemoveOptions.AddElasticMarker)!;
    }
}
