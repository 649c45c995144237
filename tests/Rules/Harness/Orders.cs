using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.Tests.Harness;

/// <summary>Deals code out to files, and files out in other orders.</summary>
internal static class Orders
{
    private static readonly SyntaxToken Partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);

    /// <summary>Up to four other orders of the files: reversed, rotated, and shuffled twice, the same way on every run. None for a single file.</summary>
    public static IEnumerable<ImmutableArray<SyntaxTree>> OthersOf(ImmutableArray<SyntaxTree> files)
    {
        List<ImmutableArray<SyntaxTree>> seen = [files];
        foreach (var order in new[] { [.. files.Reverse()], [.. files.Skip(1), .. files.Take(1)], Shuffled(files, 17), Shuffled(files, 4711) })
        {
            if (!seen.Exists(known => known.SequenceEqual(order)))
            {
                seen.Add(order);
                yield return order;
            }
        }
    }

    /// <summary>Each top-level type in a file of its own, and the statements of a program in another.</summary>
    public static IEnumerable<SyntaxTree> ByType(IEnumerable<SyntaxTree> files) => files.SelectMany(ByType);

    /// <summary>Each top-level type as two partial ones, each in a file of its own.</summary>
    public static IEnumerable<SyntaxTree> ByMember(IEnumerable<SyntaxTree> files) => files.SelectMany(ByType).SelectMany(ByMember);

    /// <summary>
    /// The file with its types in a namespace of their own, so that several samples make one compilation; null when it has one already, or statements.
    /// </summary>
    public static SyntaxTree? Within(string name, SyntaxTree file)
    {
        var root = file.GetCompilationUnitRoot();
        return root.Members is [] or [BaseTypeDeclarationSyntax or DelegateDeclarationSyntax, ..] && !root.Members.Any(static m => m is GlobalStatementSyntax)
            ? file.WithChangedText(file.GetText().Replace(root.Members.FirstOrDefault()?.FullSpan.Start ?? root.FullSpan.End, 0, $"namespace {name};\n"))
                .WithFilePath(file.FilePath.Replace(Path.GetFileName(file.FilePath), name + "." + Path.GetFileName(file.FilePath), StringComparison.Ordinal))
            : null;
    }

    public static string Named(IEnumerable<SyntaxTree> files) => string.Join(", ", files.Select(static file => Path.GetFileName(file.FilePath)));

    // Knuth's multiplicative hash of the position: as good as chance, and the same on every run.
    private static ImmutableArray<SyntaxTree> Shuffled(ImmutableArray<SyntaxTree> files, int seed) =>
        [.. files.Index().OrderBy(file => unchecked((uint)((file.Index + 1) * seed) * 2654435761)).Select(static file => file.Item)];

    private static IEnumerable<SyntaxTree> ByType(SyntaxTree file)
    {
        var root = file.GetCompilationUnitRoot();
        var types = TypesOf(root).ToArray();
        var statements = root.Members.OfType<GlobalStatementSyntax>().ToArray();
        if (types.Length + Math.Sign(statements.Length) < 2)
        {
            return [file];
        }

        var parts = types.Select(type => Without(root, [.. types.Where(other => other != type), .. statements]).WithAttributeLists([]));
        return (root.AttributeLists.Count + statements.Length > 0 ? parts.Append(Without(root, types)) : parts).Select((part, at) => Reparsed(part, file, at));
    }

    private static IEnumerable<SyntaxTree> ByMember(SyntaxTree file)
    {
        var root = file.GetCompilationUnitRoot();
        if (TypesOf(root).ToArray() is not [TypeDeclarationSyntax { Members.Count: > 1 } type] || root.Members.Any(static m => m is GlobalStatementSyntax))
        {
            return [file];
        }

        var half = type.Members.Count / 2;
        var partial = type.Modifiers.Any(SyntaxKind.PartialKeyword) ? type : (TypeDeclarationSyntax)type.AddModifiers(Partial);
        // The oldest compiler's lists cannot be made by a collection expression: they would be empty.
        var first = partial.WithMembers(SyntaxFactory.List(type.Members.Take(half)));
        var second = ((TypeDeclarationSyntax)partial.WithMembers(SyntaxFactory.List(type.Members.Skip(half))).WithAttributeLists([]))
            .WithBaseList(null).WithParameterList(null).WithConstraintClauses([]);
        return new[] { first, second }.Select((part, at) => Reparsed(root.ReplaceNode(type, part), file, at));
    }

    private static IEnumerable<MemberDeclarationSyntax> TypesOf(SyntaxNode root) => root
        .DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
        .OfType<MemberDeclarationSyntax>().Where(static member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    private static CompilationUnitSyntax Without(CompilationUnitSyntax root, IEnumerable<SyntaxNode> nodes) =>
        root.RemoveNodes(nodes, SyntaxRemoveOptions.KeepUnbalancedDirectives)!;

    private static SyntaxTree Reparsed(CompilationUnitSyntax root, SyntaxTree file, int at) =>
        CSharpSyntaxTree.ParseText(root.ToFullString(), (CSharpParseOptions)file.Options, Path.ChangeExtension(file.FilePath, $".{(char)('a' + at)}.cs"));
}
