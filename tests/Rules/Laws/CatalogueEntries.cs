using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.Tests.Laws;

/// <summary>What is wrong with a framework's entries, seen from the oldest and the newest version of its packages.</summary>
internal sealed class CatalogueEntries(Framework framework, Compilation oldest, Compilation newest)
{
    private static readonly string Scaffolds = Repository.At("codefixes", "Scaffolds");

    /// <summary>One sentence for each entry that names what does not exist, or what can never be what the entry says.</summary>
    public IEnumerable<string> Complaints =>
    [
        .. All.Where(reference => !Resolves(newest, reference)).Select(static reference => $"{reference} does not exist in the newest version."),
        .. All.Where(reference => !Resolves(oldest, reference)).Except(framework.MissingInOldest)
            .Select(static reference => $"{reference} does not exist in the oldest version, and {nameof(Framework.MissingInOldest)} does not say so."),
        .. framework.MissingInOldest.Where(reference => !All.Contains(reference) || Resolves(oldest, reference))
            .Select(static reference => $"{reference} is said to be missing in the oldest version: it is there, or no entry names it."),
        .. framework.Traits.Where(static entry => entry.Trait.IsOfTypes() == entry.Ref.Contains("::", StringComparison.Ordinal))
            .Select(static entry => $"{entry.Ref} can never be a {entry.Trait}."),
        .. framework.Members.Where(member => Symbols(member.Ref).All(static symbol => symbol is not IMethodSymbol))
            .Select(static member => $"{member.Ref} is no call."),
        .. framework.Traits.Where(IsOtherKind).Select(static entry => $"{entry.Ref} is no member that can be a {entry.Trait}."),
        .. framework.Tokens.Where(token => !Symbols(token.Ref).Any(symbol => HandsOutToken(symbol, token.OfDelegate)))
            .Select(static token => $"{token.Ref} hands out no token."),
        .. framework.Handlers.Where(handler => !Symbols(handler.Ref).Any(symbol => HasShape(symbol, handler.Shape)))
            .Select(static handler => $"{handler.Ref} is no {handler.Shape}."),
        .. framework.LossyOptions.Where(option => !Symbols(option.Ref).Any(symbol => CanBeSet(symbol, option)))
            .Select(static option => $"{option.Ref} cannot be set to {option.Value}."),
        .. framework.JsonResults.Where(result => !Symbols(result.Options).Any(IsSerializerOptions))
            .Select(static result => $"{result.Options} is no static JsonSerializerOptions."),
        .. framework.Stores.Where(store => store.Service.Length > 0
            && !Symbols(store.Ref).Any(static symbol => symbol is IMethodSymbol { IsGenericMethod: true }))
            .Select(static store => $"{store.Ref} takes no type."),
        .. framework.Stores.Where(static store => !File.Exists(Path.Combine(Scaffolds, store.Scaffold + ".cs")))
            .Select(static store => $"{store.Scaffold} is no scaffold."),
        .. new[] { oldest, newest }.SelectMany(Paths),
    ];

    // Every reference and type that some entry names.
    private string[] All =>
    [
        .. framework.Gate,
        .. framework.Members.Select(static member => member.Ref),
        .. framework.Tokens.Select(static token => token.Ref),
        .. framework.Handlers.Select(static handler => handler.Ref),
        .. framework.Traits.Select(static entry => entry.Ref),
        .. framework.Messages.SelectMany(static message => new[] { message.Ref, message.Batch }).Where(static type => type.Length > 0),
        .. framework.LossyOptions.Select(static option => option.Ref),
        .. framework.JsonResults.SelectMany(static result => new[] { result.Ref, result.Options }),
        .. framework.Stores.SelectMany(static store => new[] { store.Ref, store.Service }.Concat(store.Unless)).Where(static reference => reference.Length > 0),
        .. framework.RequestScopes.Select(static scope => scope.Type),
    ];

    private IEnumerable<string> Paths(Compilation compilation) =>
    [
        .. framework.RequestScopes.Where(scope => !Binds(compilation, scope.Type, "." + scope.TokenPath, "System.Threading.CancellationToken", scope.Inherited))
            .Select(static scope => $"{scope.Type} leads to no token by {scope.TokenPath}."),
        .. framework.Messages.Where(message => !Binds(compilation, message.Ref, message.Identity, "string", inherited: false))
            .Select(static message => $"{message.Ref} leads to no text by {message.Identity}."),
    ];

    private IEnumerable<ISymbol> Symbols(string reference) => Symbols(newest, reference);

    private static bool Resolves(Compilation compilation, string reference) => reference.Contains("::", StringComparison.Ordinal)
        ? Symbols(compilation, reference).Any()
        : !compilation.GetTypesByMetadataName(reference).IsEmpty;

    private static IEnumerable<ISymbol> Symbols(Compilation compilation, string reference) =>
        compilation.GetTypesByMetadataName(CatalogueIndex.TypeOf(reference))
        .SelectMany(MembersOf).Where(member => member.Name == CatalogueIndex.NameOf(reference));

    private static IEnumerable<ISymbol> MembersOf(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                yield return member;
            }
        }

        foreach (var member in type.AllInterfaces.SelectMany(static contract => contract.GetMembers()))
        {
            yield return member;
        }
    }

    private bool IsOtherKind(TraitOf entry) => entry.Ref.Contains("::", StringComparison.Ordinal) && !Symbols(entry.Ref).Any(symbol => entry.Trait switch
    {
        Trait.ResponseBody or Trait.MessageIdentity or Trait.OnlyIfAbsent => symbol is IPropertySymbol or IFieldSymbol,
        Trait.InstantReceive => framework.Members.Any(member => member.Ref == entry.Ref && member.Role == Vocabulary.Role.Receive),
        _ => symbol is IMethodSymbol,
    });

    private static bool IsToken(ITypeSymbol type) => type.ToDisplayString() == "System.Threading.CancellationToken";

    private static bool HandsOutToken(ISymbol symbol, bool ofDelegate) => symbol switch
    {
        IPropertySymbol property => !ofDelegate && IsToken(property.Type),
        IMethodSymbol method
            when ofDelegate => method.Parameters.Any(static p => p.Type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke }
                && invoke.Parameters.Any(static q => IsToken(q.Type))),
        IMethodSymbol method => IsToken(method.ReturnType) || method.Parameters.Any(static parameter => IsToken(parameter.Type)),
        _ => false,
    };

    private static bool HasShape(ISymbol symbol, HandlerShape shape) => shape switch
    {
        HandlerShape.Event => symbol is IEventSymbol,
        HandlerShape.Override => symbol is IMethodSymbol and ({ IsVirtual: true } or { IsAbstract: true } or { IsOverride: true }),
        HandlerShape.InterfaceMethod => symbol is IMethodSymbol { ContainingType.TypeKind: TypeKind.Interface },
        HandlerShape.DelegateArgument =>
            symbol is IMethodSymbol method && method.Parameters.Any(static parameter => parameter.Type.TypeKind == TypeKind.Delegate),
        _ => symbol is IMethodSymbol,
    };

    private static bool CanBeSet(ISymbol symbol, LossyOption option)
    {
        var type = option.Parameter.Length > 0
            ? (symbol as IMethodSymbol)?.Parameters.FirstOrDefault(parameter => parameter.Name == option.Parameter)?.Type
            : (symbol as IPropertySymbol)?.Type;
        return option.Value is "true" or "false"
            ? type?.SpecialType == SpecialType.System_Boolean
            : type is { TypeKind: TypeKind.Enum } && type.GetMembers(option.Value).Any(static member => member is IFieldSymbol);
    }

    private static bool IsSerializerOptions(ISymbol symbol) =>
        symbol is IPropertySymbol { IsStatic: true, Type: var type } && type.ToDisplayString() == "System.Text.Json.JsonSerializerOptions";

    // Compiles the path as the fixes write it; what is wrong around it is no matter of the path.
    private static bool Binds(Compilation compilation, string type, string path, string result, bool inherited)
    {
        if (compilation.GetTypesByMetadataName(type) is not [{ } start, ..])
        {
            return true;
        }

        var name = start.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        var arguments = start.TypeParameters.IsEmpty ? "" : $"<{string.Join(", ", start.TypeParameters.Select(static parameter => parameter.Name))}>";
        var probe = CSharpSyntaxTree.ParseText(inherited
            ? $"abstract class Probe{arguments} : {name} {{ {result} M() => this{path}; }}"
            : $"abstract class Probe{arguments} {{ {result} M({name} value) => value{path}; }}");
        var body = probe.GetRoot().DescendantNodes().OfType<ArrowExpressionClauseSyntax>().FirstOrDefault();
        var whole = compilation.AddSyntaxTrees(probe);
        return body is not null && !whole.GetSemanticModel(probe).GetDiagnostics()
            .Any(error => error.Severity == DiagnosticSeverity.Error && body.Parent!.FullSpan.IntersectsWith(error.Location.SourceSpan)
                && error.Location.SourceSpan.Start >= body.SpanStart);
    }
}
