using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.Code;

/// <summary>
/// Says by names alone that code cannot lead to some call, so that nobody binds the methods on the way. It may be wrong in the other
/// direction only: methods of the same name count as one.
/// </summary>
/// <param name="targets">The names of the calls that matter.</param>
internal sealed class CallsByName(Compilation compilation, HashSet<string> targets)
{
    private readonly Lazy<Dictionary<string, List<SyntaxNode>>> _declared = new(() => Declared(compilation));
    private readonly ConcurrentDictionary<(string Name, int Left), bool> _known = new();

    /// <summary>False when the code surely does not lead to one of the calls in <see cref="CallGraph.Depth"/> steps.</summary>
    public bool MayReach(SyntaxNode code) => MayReach(Around(code), CallGraph.Depth);

    // Local functions stand beside the code that calls them: they count as part of it.
    private static SyntaxNode Around(SyntaxNode code) => code.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member and not GlobalStatementSyntax
        ? member
        : code.SyntaxTree.GetRoot();

    private bool MayReach(SyntaxNode code, int left)
    {
        // Queries call methods that they do not name.
        foreach (var node in code.DescendantNodes())
        {
            var name = node switch
            {
                SimpleNameSyntax simple => simple.Identifier.ValueText,
                InitializerExpressionSyntax initializer when initializer.IsKind(SyntaxKind.CollectionInitializerExpression) => "Add",
                _ => null,
            };
            if (node is QueryExpressionSyntax || (name is not null && (targets.Contains(name) || (left > 0 && Leads(name, left - 1)))))
            {
                return true;
            }
        }

        return false;
    }

    private bool Leads(string name, int left)
    {
        if (!_declared.Value.TryGetValue(name, out var methods))
        {
            return false;
        }

        if (_known.TryGetValue((name, left), out var known))
        {
            return known;
        }

        var leads = methods.Exists(method => MayReach(method, left));
        _known.TryAdd((name, left), leads);
        return leads;
    }

    private static Dictionary<string, List<SyntaxNode>> Declared(Compilation compilation)
    {
        var declared = new Dictionary<string, List<SyntaxNode>>(StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees)
        {
            foreach (var node in tree.GetRoot()
                .DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax))
            {
                if (node is MethodDeclarationSyntax and not { Body: null, ExpressionBody: null })
                {
                    var name = ((MethodDeclarationSyntax)node).Identifier.ValueText;
                    if (!declared.TryGetValue(name, out var methods))
                    {
                        declared.Add(name, methods = new(1));
                    }

                    methods.Add(node);
                }
            }
        }

        return declared;
    }
}
