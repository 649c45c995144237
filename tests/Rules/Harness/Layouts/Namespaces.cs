using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.Tests.Harness.Layouts;

/// <summary>The types in a namespace, which is a block or the rest of the file.</summary>
internal static class Namespaces
{
    private const string Declaration = "namespace Contoso.Services";

    public static IReadOnlyList<Laid>? InBlock(Sample sample) => Lay(sample, Block);

    public static IReadOnlyList<Laid>? InFile(Sample sample) => Lay(sample, Rest);

    /// <summary>Null for programs, whose statements no namespace can hold, and for files that have a namespace.</summary>
    private static IReadOnlyList<Laid>? Lay(Sample sample, Func<CompilationUnitSyntax, CompilationUnitSyntax> wrap)
    {
        var files = Layout.Plainly(sample);
        return files.Any(static file => file.Root.Members.Any(static member => member is GlobalStatementSyntax or BaseNamespaceDeclarationSyntax))
            ? null
            : [.. files.Select(file => file with { Root = wrap(file.Root) })];
    }

    private static CompilationUnitSyntax Block(CompilationUnitSyntax root)
    {
        var (head, types) = Split(root);
        return Wrapped($"{head}{Declaration}\n{{\n{Tracked.Indented(types, static blank => "    " + blank)}}}\n", root);
    }

    private static CompilationUnitSyntax Rest(CompilationUnitSyntax root)
    {
        var (head, types) = Split(root);
        return Wrapped($"{head}{Declaration};\n\n{types}", root);
    }

    private static CompilationUnitSyntax Wrapped(string text, CompilationUnitSyntax root) =>
        Tracked.Again(text, root, static token => token.Parent!.AncestorsAndSelf()
            .TakeWhile(static node => node is NameSyntax or BaseNamespaceDeclarationSyntax).Any(static node => node is BaseNamespaceDeclarationSyntax));

    // The usings stay above.
    private static (string Head, string Types) Split(CompilationUnitSyntax root)
    {
        var text = root.ToFullString();
        var start = root.Members.FirstOrDefault()?.FullSpan.Start ?? text.Length;
        return (text[..start] is { Length: > 0 } head ? head + "\n" : "", text[start..].TrimStart('\n'));
    }
}
