using System.Collections.Immutable;
using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Program.Hosting;

/// <summary>A type in source that the host starts and stops.</summary>
/// <param name="Start">Null when the type inherits it from an assembly.</param>
/// <param name="Stop">Null when the type inherits it from an assembly.</param>
/// <param name="Execute"><c>BackgroundService.ExecuteAsync</c>, where the type has one in source.</param>
/// <param name="Chain">The type and its bases, as far as they are in source.</param>
internal sealed record HostedService(
    INamedTypeSymbol Type, bool IsBackgroundService, IMethodSymbol? Start, IMethodSymbol? Stop, IMethodSymbol? Execute, ImmutableArray<INamedTypeSymbol> Chain);

/// <summary>Recognises hosted services by symbol.</summary>
internal sealed class HostedServices(ShutdownModel model)
{
    public HostedService? Of(INamedTypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Class || !model.Types.Is(type, GenericHost.IHostedService))
        {
            return null;
        }

        var chain = Bases(type).TakeWhile(model.Bodies.Declares).ToImmutableArray();
        return new HostedService(
            type,
            model.Types.Is(type, GenericHost.BackgroundService),
            Implementation(type, chain, "StartAsync"),
            Implementation(type, chain, "StopAsync"),
            InSource(chain, "ExecuteAsync"),
            chain);
    }

    /// <summary>True for a background service of another assembly, other than the framework's own base: what it does is not to be seen.</summary>
    public bool IsUnseen(INamedTypeSymbol type) =>
        !model.Bodies.Declares(type) && model.Types.Is(type, GenericHost.BackgroundService)
        && !model.Types.Named(GenericHost.BackgroundService).Contains(type.OriginalDefinition, SymbolEqualityComparer.Default);

    /// <summary>True when such a base of the service has one of the members.</summary>
    public bool IsLeftToUnseen(HostedService service, params string[] members) =>
        Bases(service.Type).Any(type => IsUnseen(type) && Array.Exists(members, name => !type.GetMembers(name).IsEmpty));

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            yield return current;
        }
    }

    private IMethodSymbol? Implementation(INamedTypeSymbol type, ImmutableArray<INamedTypeSymbol> chain, string name)
    {
        foreach (var contract in model.Types.Named(GenericHost.IHostedService))
        {
            foreach (var slot in contract.GetMembers(name))
            {
                if (type.FindImplementationForInterfaceMember(slot) is IMethodSymbol method)
                {
                    // The base implements the slot once; what runs is the most derived override.
                    return InSource(chain, name) ?? (model.Bodies.Declares(method) ? method : null);
                }
            }
        }

        return null;
    }

    private static IMethodSymbol? InSource(ImmutableArray<INamedTypeSymbol> chain, string name)
    {
        foreach (var current in chain)
        {
            foreach (var method in current.GetMembers(name).OfType<IMethodSymbol>())
            {
                if (method is { IsAbstract: false, Parameters: [{ Type: var only }] } && only.IsCancellationToken())
                {
                    return method;
                }
            }
        }

        return null;
    }
}
