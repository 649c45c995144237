using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.Tests.Harness.Layouts;

/// <summary>Each type with a finding is a partial one, and every second member without a finding stands in another file.</summary>
internal static class PartialInTwoFiles
{
    private static readonly SyntaxToken Partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);

    public static IReadOnlyList<Laid>? Lay(Sample sample)
    {
        List<Laid> files = [];
        var isSplit = false;
        foreach (var file in Layout.Plainly(sample))
        {
            var marks = sample.Files.Single(f => f.Name == file.Name).Marks;
            bool IsMarked(SyntaxNode node)
            {
                var lines = node.SyntaxTree.GetLineSpan(node.Span);
                return marks.Any(mark => mark.Line >= lines.StartLinePosition.Line && mark.Line <= lines.EndLinePosition.Line);
            }

            // A type that is private to its file has no part in another.
            var types = file.Root.Members.OfType<TypeDeclarationSyntax>()
                .Where(type => IsMarked(type) && !type.Modifiers.Any(SyntaxKind.FileKeyword)).ToArray();
            var moved = types.ToDictionary(
                static type => type,
                type => type.Members.Where(member => !IsMarked(member)).Reverse().Where(static (_, at) => at % 2 == 0).Reverse().ToArray());
            types = [.. types.Where(type => moved[type].Length > 0)];
            if (types.Length == 0)
            {
                files.Add(file);
                continue;
            }

            isSplit = true;
            var rest = types.Select(type => Part(type, moved[type]));
            var second = file.Root.WithAttributeLists(default).WithMembers(SyntaxFactory.List<MemberDeclarationSyntax>(rest));
            var first = file.Root.ReplaceNodes(types, (type, _) => MadePartial(type.RemoveNodes(moved[type], SyntaxRemoveOptions.KeepNoTrivia)!));
            files.Add(file with { Root = first });
            files.Add(new Laid(Path.ChangeExtension(file.Name, ".Rest.cs"), second));
        }

        return isSplit ? files : null;
    }

    private static TypeDeclarationSyntax MadePartial(TypeDeclarationSyntax type)
    {
        if (type.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            return type;
        }

        return type.Modifiers.Count > 0
            ? (TypeDeclarationSyntax)type.AddModifiers(Partial)
            : ((TypeDeclarationSyntax)type.WithoutLeadingTrivia().AddModifiers(Partial)).WithLeadingTrivia(type.GetLeadingTrivia());
    }

    private static TypeDeclarationSyntax Part(TypeDeclarationSyntax type, MemberDeclarationSyntax[] members)
    {
        var part = ((TypeDeclarationSyntax)MadePartial(type).WithAttributeLists(default)).WithBaseList(null).WithConstraintClauses(default)
            .WithLeadingTrivia();
        part = part.WithParameterList(null).WithMembers(SyntaxFactory.List(members.Select(static (member, at) =>
            at > 0 || member.GetLeadingTrivia() is not [{ RawKind: (int)SyntaxKind.EndOfLineTrivia }, ..]
                ? member
                : member.WithLeadingTrivia(member.GetLeadingTrivia().Skip(1)))));
        return part.TypeParameterList is null ? part.WithIdentifier(part.Identifier.WithTrailingTrivia(SyntaxFactory.LineFeed)) : part;
    }
}
