using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.Format.Tests;

/// <summary>The lines of a file that a fix may touch: flagged members and what they call in their type, constructors, fields, usings, registrations, the
/// end.</summary>
internal static class Territory
{
    /// <param name="findings">Lines of the form <c>GRACE2004 path:line</c>, paths below the sample.</param>
    public static HashSet<int> Of(string text, string path, IEnumerable<string> findings)
    {
        var root = CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot();
        var flagged = findings.Select(static finding => finding.Split(' ')[1])
            .Where(place => place[..place.LastIndexOf(':')] == path)
            .Select(static place => int.Parse(place[(place.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture))
            .ToList();
        var nodes = new List<SyntaxNode>();
        foreach (var line in flagged)
        {
            var member = root.DescendantNodes().OfType<MemberDeclarationSyntax>().Last(candidate => Lines(candidate).Contains(line));
            nodes.Add(member);
            if (member.Parent is TypeDeclarationSyntax type)
            {
                nodes.AddRange(type.Members.Where(static m => m is ConstructorDeclarationSyntax or FieldDeclarationSyntax));
                nodes.AddRange(type.Members.OfType<MethodDeclarationSyntax>()
                    .Where(static m => m.Identifier.ValueText is "StartAsync" or "StopAsync" or "Dispose"));
                nodes.AddRange(Called(member, type));
            }
        }

        var lines = nodes.SelectMany(Lines).ToHashSet();
        lines.UnionWith(flagged.Select(line => root.DescendantNodes().OfType<TypeDeclarationSyntax>().LastOrDefault(type => Lines(type).Contains(line)))
            .OfType<TypeDeclarationSyntax>().SelectMany(Header));
        lines.UnionWith(root.Usings.SelectMany(Lines));
        lines.UnionWith(root.Members.OfType<GlobalStatementSyntax>()
            .Where(static statement => statement.ToString().StartsWith("builder.Services.Add", StringComparison.Ordinal)).SelectMany(Lines));
        lines.UnionWith(Enumerable.Range(root.GetLastToken().GetLocation().GetLineSpan().EndLinePosition.Line, 3));
        return lines;
    }

    private static IEnumerable<MethodDeclarationSyntax> Called(MemberDeclarationSyntax member, TypeDeclarationSyntax type)
    {
        var names = member.DescendantNodes().OfType<IdentifierNameSyntax>().Select(static name => name.Identifier.ValueText).ToHashSet();
        return type.Members.OfType<MethodDeclarationSyntax>().Where(method => method != member && names.Contains(method.Identifier.ValueText));
    }

    private static IEnumerable<int> Header(TypeDeclarationSyntax type)
    {
        var first = type.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
        var last = type.OpenBraceToken.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
        return Enumerable.Range(first, last - first + 1);
    }

    // The blank line after a member belongs to it: an insertion behind the member lands there.
    private static IEnumerable<int> Lines(SyntaxNode node)
    {
        var span = node.GetLocation().GetLineSpan();
        return Enumerable.Range(span.StartLinePosition.Line + 1, span.EndLinePosition.Line - span.StartLinePosition.Line + 2);
    }
}
