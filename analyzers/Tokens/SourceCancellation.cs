using GracefulAnalyzers.Code;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Tokens;

/// <summary>On which occasions code in sight cancels a source.</summary>
internal sealed class SourceCancellation(ShutdownModel model, TokenTrace trace)
{
    /// <param name="variable">The local, field or property that holds the source.</param>
    /// <param name="use">Where its token is taken.</param>
    /// <param name="scope">All code that can name the variable.</param>
    public Signal Of(ISymbol variable, IOperation use, IEnumerable<IOperation> scope)
    {
        var all = Signal.Nothing;
        foreach (var operation in scope)
        {
            all |= operation switch
            {
                IInvocationOperation { TargetMethod.Name: "CancelAfter", Instance: { } source } when Is(source, variable) => Signal.Timeout,
                IInvocationOperation { TargetMethod.Name: "Cancel" or "CancelAsync", Instance: { } source } cancel when Is(source, variable) =>
                    Occasion(cancel, variable),
                // `token.Register(source.Cancel)`
                IMethodReferenceOperation { Method.Name: "Cancel" or "CancelAsync", Instance: { } source } group when Is(source, variable) => OfCallback(group),
                _ => Signal.Nothing,
            };
        }

        return all;
    }

    private static bool Is(IOperation source, ISymbol variable) => source.Unwrapped() switch
    {
        ILocalReferenceOperation local => SymbolEqualityComparer.Default.Equals(local.Local, variable),
        IMemberReferenceOperation member => SymbolEqualityComparer.Default.Equals(member.Member.OriginalDefinition, variable.OriginalDefinition),
        IConditionalAccessInstanceOperation instance =>
            instance.Ancestors().OfType<IConditionalAccessOperation>().FirstOrDefault() is { } access && Is(access.Operation, variable),
        _ => false,
    };

    private Signal Occasion(IInvocationOperation cancel, ISymbol variable)
    {
        var member = MethodOf(cancel.Root());
        if (member is not null && IsStop(member, variable))
        {
            return Signal.ServiceStop;
        }

        foreach (var around in cancel.Ancestors())
        {
            if (around is IAnonymousFunctionOperation lambda)
            {
                return OfCallback(lambda);
            }

            if (around is ILocalFunctionOperation local)
            {
                return OfFunction(local.Symbol, variable);
            }
        }

        return member is not null ? OfFunction(member, variable) : Signal.Unknown;
    }

    private Signal OfFunction(IMethodSymbol function, ISymbol variable)
    {
        var callers = TokenCallers.Of(function, model);
        return trace.Step() && callers is { IsComplete: true } && callers.Calls.Count + callers.Groups.Count > 0
            ? trace.Once((function, variable), () => TokenTrace.Union(callers.Groups, OfCallback)
                | TokenTrace.Union(callers.Calls, call => call is IInvocationOperation invocation ? Occasion(invocation, variable) : Signal.Unknown))
            : Signal.Unknown;
    }

    // A hosted service that cancels its own source on its stop path makes that source's token its stop signal.
    private bool IsStop(IMethodSymbol method, ISymbol variable) =>
        variable is IFieldSymbol or IPropertySymbol
        && method.Name.Substring(method.Name.LastIndexOf('.') + 1) is "StopAsync" or "StoppingAsync" or "Dispose" or "DisposeAsync"
        && model.Get<IHostMeaning>().IsHosted(method.ContainingType);

    // The process's own signals are the host's stop, too.
    private Signal OfCallback(IOperation function)
    {
        if (TokenCallbacks.HandedTo(function) is { } call)
        {
            return TokenCallbacks.FiresBefore(call) is { } token ? trace.OfToken(token)
                : call.TargetMethod.IsMember("System.Runtime.InteropServices.PosixSignalRegistration", "Create") ? Signal.HostStop
                : Signal.Unknown;
        }

        return TokenCallbacks.SubscribedTo(function) is { } ending
            && (ending.IsMember("System.Console", "CancelKeyPress") || ending.IsMember("System.AppDomain", "ProcessExit"))
            ? Signal.HostStop
            : Signal.Unknown;
    }

    private IMethodSymbol? MethodOf(IOperation root) =>
        root.Syntax is BaseMethodDeclarationSyntax declaration
            ? model.Bodies.ModelOf(declaration.SyntaxTree).GetDeclaredSymbol(declaration) as IMethodSymbol
            : null;
}
