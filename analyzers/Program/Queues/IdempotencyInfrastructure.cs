using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Program.Queues;

/// <summary>G0 and G1: guards around the handler, which its own body does not show.</summary>
internal sealed class IdempotencyInfrastructure(ShutdownModel model)
{
    private static readonly Regex Declared = new("Idempoten|Deduplicat|ExactlyOnce|UseInbox|OnceOnly", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly ConditionalWeakTable<SyntaxTree, ILookup<string, InvocationExpressionSyntax>> Trees = new();

    private static readonly ConditionalWeakTable<SyntaxTree, ImmutableHashSet<string>> Members = new();

    private readonly Lazy<bool> _keepsAnswers = new(() => model.Catalogue.Frameworks.SelectMany(framework => framework.With(Trait.AnswerCache))
        .Any(cache => model.Get<IdempotencyInfrastructure>().CallsNamed(CatalogueIndex.NameOf(cache))
            .Any(call => model.Catalogue.Matches(call.TargetMethod, cache))));

    private readonly Lazy<bool> _decorated =
        new(() => model.Compilation.SyntaxTrees.Any(tree => Calls(tree).Any(group => Wraps(group.Key) && group.Any(NamesGuard))));

    /// <summary>True for the name of an attribute, base type, interface or decorator that promises to do a message once.</summary>
    public static bool DeclaresGuard(string name) => Declared.IsMatch(name);

    /// <summary>True when some file names a member like this, as in <c>ServiceBusReceiveMode.ReceiveAndDelete</c>.</summary>
    public bool Mentions(string member) => model.Compilation.SyntaxTrees.Any(tree => Members.GetValue(tree, static t => t.GetRoot().DescendantNodes()
        .OfType<MemberAccessExpressionSyntax>().Select(access => access.Name.Identifier.ValueText).ToImmutableHashSet(StringComparer.Ordinal))
            .Contains(member));

    /// <summary>True when the program keeps the answers of its models, so that asking again costs nothing.</summary>
    public bool KeepsAnswers => _keepsAnswers.Value;

    /// <summary>Every call in the compilation of a method with that name, bound.</summary>
    public IEnumerable<IInvocationOperation> CallsNamed(string name) => model.Trees
        .SelectMany(tree => Calls(tree)[name])
        .Select(call => model.Bodies.OperationAt(call))
        .OfType<IInvocationOperation>();

    /// <summary>True when somebody makes an instance by hand, or derives from the type: a constructor that changes would break that code.</summary>
    public bool IsConstructedByHand(INamedTypeSymbol type) => model.Compilation.SyntaxTrees
        .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<SyntaxNode>())
        .Where(node => node switch
        {
            ObjectCreationExpressionSyntax { Type: { } created } => LastName(created) == type.Name,
            ImplicitObjectCreationExpressionSyntax => true,
            SimpleBaseTypeSyntax { Type: { } derived } => LastName(derived) == type.Name,
            PrimaryConstructorBaseTypeSyntax { Type: { } derived } => LastName(derived) == type.Name,
            _ => false,
        })
        .Any(node => SymbolEqualityComparer.Default.Equals(model.Bodies.ModelOf(node.SyntaxTree)
            .GetTypeInfo(node is BaseTypeSyntax derived ? derived.Type : node).Type?.OriginalDefinition, type.OriginalDefinition));

    public bool Guards(QueueHandler handler) =>
        HasDurableInbox(handler.Framework) || IsDeclared(handler) || _decorated.Value;

    private bool HasDurableInbox(Framework framework) => framework.With(Trait.DurableInbox).Any(inbox =>
        CallsNamed(CatalogueIndex.NameOf(inbox)).Any(call => model.Catalogue.Matches(call.TargetMethod, inbox)));

    private static bool IsDeclared(QueueHandler handler)
    {
        var member = handler.Function;
        while (member.ContainingSymbol is IMethodSymbol outer)
        {
            member = outer;
        }

        var names = member.GetAttributes().Concat(handler.Type.GetAttributes()).Select(attribute => attribute.AttributeClass?.Name ?? "")
            .Concat(handler.Type.AllInterfaces.Select(contract => contract.Name));
        for (INamedTypeSymbol? type = handler.Type; type is not null; type = type.BaseType)
        {
            names = names.Append(type.Name);
        }

        return names.Any(DeclaresGuard);
    }

    // Decorate<,>, UseConsumeFilter(typeof(IdempotencyFilter<>), …), AddPipelineBehavior(new Deduplication()), …
    private static bool Wraps(string name) =>
        name is "Decorate" or "TryDecorate" || name.StartsWith("Use", StringComparison.Ordinal)
        || (name.StartsWith("Add", StringComparison.Ordinal)
            && (name.EndsWith("Filter", StringComparison.Ordinal) || name.EndsWith("Behavior", StringComparison.Ordinal)
                || name.EndsWith("Middleware", StringComparison.Ordinal)));

    private static bool NamesGuard(InvocationExpressionSyntax call)
    {
        var typeArguments = NameOf(call) is GenericNameSyntax generic ? generic.TypeArgumentList.Arguments : default;
        return typeArguments.SelectMany(type => type.DescendantNodesAndSelf())
            .Concat(call.ArgumentList.Arguments.SelectMany(argument => argument.DescendantNodes(node => node is not AnonymousFunctionExpressionSyntax)))
            .OfType<SimpleNameSyntax>()
            .Any(name => DeclaresGuard(name.Identifier.ValueText));
    }

    private static ILookup<string, InvocationExpressionSyntax> Calls(SyntaxTree tree) => Trees.GetValue(tree, static t => t.GetRoot().DescendantNodes()
        .OfType<InvocationExpressionSyntax>()
        .Where(call => NameOf(call) is not null)
        .ToLookup(call => NameOf(call)!.Identifier.ValueText, StringComparer.Ordinal));

    private static string? LastName(TypeSyntax type) => type switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.ValueText,
        _ => null,
    };

    private static SimpleNameSyntax? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        SimpleNameSyntax name => name,
        _ => null,
    };
}
