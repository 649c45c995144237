using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Code;

/// <summary>The executable bodies of one compilation; each is bound at most once, on demand.</summary>
internal sealed class Bodies(Compilation compilation)
{
    private readonly ConcurrentDictionary<ISymbol, IOperation?> _bodies = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, TypeFacts> _facts = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, Callers> _callers = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<SyntaxTree, WeakReference<SemanticModel>> _finished = new();

    /// <summary>The body of a method, accessor, lambda or local function; null when it has none in source.</summary>
    public IOperation? Of(IMethodSymbol method)
    {
        method = method.PartialImplementationPart ?? method;
        return _bodies.TryGetValue(method, out var known) ? known : _bodies.GetOrAdd(method, Bind(method));
    }

    /// <summary>
    /// True when this compilation declares the symbol in a file of its own. A project that the editor references has source too, but no more is to be seen of
    /// it than of the image that a build references: there are no bodies, and no findings that differ between the two.
    /// </summary>
    public bool Declares(ISymbol symbol) => symbol.DeclaringSyntaxReferences is [var first, ..] && compilation.ContainsSyntaxTree(first.SyntaxTree);

    /// <summary>Everything inside the body, nested functions included; empty when there is no source.</summary>
    public IEnumerable<IOperation> Inside(IMethodSymbol method) => Of(method)?.DescendantsAndSelf() ?? [];

    /// <summary>The calls and assignments of all members of a type, over all its parts.</summary>
    public TypeFacts FactsOf(INamedTypeSymbol type)
    {
        type = type.OriginalDefinition;
        return _facts.TryGetValue(type, out var known) ? known : _facts.GetOrAdd(type, TypeFacts.Collect(type, this));
    }

    /// <summary>Who calls a method within the only type that can; null when code elsewhere can call it too.</summary>
    public Callers? CallersOf(IMethodSymbol method) => Callers.ScopeOf(method) is { } scope ? CallersWithin(scope) : null;

    /// <summary>Calls and assignments of a top-level type and all types in it.</summary>
    public Callers CallersWithin(INamedTypeSymbol scope)
    {
        scope = scope.OriginalDefinition;
        return _callers.TryGetValue(scope, out var known) ? known : _callers.GetOrAdd(scope, Callers.In(scope, this));
    }

    /// <summary>The operation of any node of the compilation; null for nodes of a referenced project.</summary>
    public IOperation? OperationAt(SyntaxNode node) =>
        compilation.ContainsSyntaxTree(node.SyntaxTree) ? ModelOf(node.SyntaxTree).GetOperation(node) : null;

    /// <summary>The model of a file, with what the driver knows of it where that still exists.</summary>
    public SemanticModel ModelOf(SyntaxTree tree) =>
        _finished.TryGetValue(tree, out var finished) && finished.TryGetTarget(out var known) ? known
#pragma warning disable RS1030 // Facts are pulled across trees on demand; inside the driver this returns the driver's own model.
            : compilation.GetSemanticModel(tree);
#pragma warning restore RS1030

    /// <summary>
    /// What the file does, once it is bound. The driver forgets a file's model right after this, although later files may well ask for
    /// a body of it: as long as the garbage collector lets it live, nothing is bound again for them.
    /// </summary>
    public FileContents Finish(SemanticModel file)
    {
        if (!_finished.TryGetValue(file.SyntaxTree, out var known) || !known.TryGetTarget(out var model) || model != file)
        {
            _finished[file.SyntaxTree] = new(file);
        }

        return FileContents.Of(file);
    }

    private IOperation? Bind(ISymbol symbol)
    {
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            var body = OperationAt(reference.GetSyntax());
            if (body is IMethodBodyBaseOperation or IAnonymousFunctionOperation or ILocalFunctionOperation or IBlockOperation)
            {
                return body;
            }
        }

        return null;
    }
}
