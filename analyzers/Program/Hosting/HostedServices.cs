using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Program.Hosting;

/// <summary>A type in source that the host starts and stops.</summary>
/// <param name="Start">Null when the type inherits it from an assembly.</param>
/// <param name="Stop">Null when the type inherits it from an assembly.</param>
/// <param name="Execute"><c>BackgroundService.ExecuteAsync</c>, where the type has one in source.</param>
internal sealed record HostedService(INamedTypeSymbol Type, bool IsBackgroundService, IMethodSymbol? Start, IMethodSymbol? Stop, IMethodSymbol? Execute);

/// <summary>Recognises hosted services by symbol.</summary>
internal sealed class HostedServices(ShutdownModel model)
{
    public HostedService? Of(INamedTypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Class || !model.Types.Is(type, GenericHost.IHostedService))
        {
            return null;
        }

        return new HostedService(
            type,
            model.Types.Is(type, GenericHost.BackgroundService),
            Implementation(type, "StartAsync"),
            Implementation(type, "StopAsync"),
            InSource(type, "ExecuteAsync"));
    }

    private IMethodSymbol? Implementation(INamedTypeSymbol type, string name)
    {
        foreach (var contract in model.Types.Named(GenericHost.IHostedService))
        {
            foreach (var slot in contract.GetMembers(name))
            {
                if (type.FindImplementationForInterfaceMember(slot) is IMethodSymbol method)
                {
                    // The base implements the slot once; what runs is the most derived override.
                    return InSource(type, name) ?? (method.IsInSource() ? method : null);
                }
            }
        }

        return null;
    }

    private static IMethodSymbol? InSource(INamedTypeSymbol type, string name)
    {
        for (var current = type; current is not null && current.IsInSource(); current = current.BaseType)
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
