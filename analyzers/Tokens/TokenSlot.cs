using GracefulAnalyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Tokens;

/// <summary>Where a call takes a token that its author has not given.</summary>
/// <param name="Name">The parameter to name in the argument; null when the next position is the token's.</param>
/// <param name="CollectFrom">The first of the loose arguments that must become one collection expression; null when there are none.</param>
internal sealed record TokenSlot(string? Name, int? CollectFrom = null)
{
    /// <summary>The slot of the call itself or of its overload with one more token; null when there is none or when it is filled.</summary>
    public static TokenSlot? Of(IInvocationOperation call)
    {
        if (call.Syntax is not InvocationExpressionSyntax || call.TargetMethod.MethodKind == MethodKind.DelegateInvoke)
        {
            return null;
        }

        if (call.TokenArgument() is { Parameter: { } parameter } own)
        {
            return own.IsOmitted() ? new(IsNext(call, parameter.Ordinal) ? null : parameter.Name) : null;
        }

        return Overloads(call).Select(overload => Fit(call, overload)).FirstOrDefault(slot => slot is not null);
    }

    private static IEnumerable<IMethodSymbol> Overloads(IInvocationOperation call)
    {
        for (var type = call.TargetMethod.ContainingType; type is not null; type = type.BaseType)
        {
            foreach (var overload in type.GetMembers(call.TargetMethod.Name).OfType<IMethodSymbol>())
            {
                if (overload.IsStatic == call.TargetMethod.IsStatic && overload.DeclaredAccessibility == Accessibility.Public
                    && overload.Parameters.LastOrDefault()?.Type.IsCancellationToken() == true && CanStandIn(call, overload))
                {
                    yield return overload.IsGenericMethod && overload.Arity == call.TargetMethod.Arity
                        ? overload.Construct(call.TargetMethod.TypeArguments.ToArray())
                        : overload;
                }
            }
        }
    }

    private static bool CanStandIn(IInvocationOperation call, IMethodSymbol overload) =>
        overload.Arity == call.TargetMethod.Arity
        && (overload.IsGenericMethod || call.Await() is not null || SymbolEqualityComparer.Default.Equals(overload.ReturnType, call.TargetMethod.ReturnType));

    private static TokenSlot? Fit(IInvocationOperation call, IMethodSymbol overload)
    {
        var mine = call.TargetMethod.Parameters;
        var theirs = overload.Parameters;
        var loose = call.Arguments.FirstOrDefault(argument => argument.ArgumentKind == ArgumentKind.ParamArray);
        if (loose is null && theirs.Length == mine.Length + 1
            && mine.Zip(theirs, (m, t) => SymbolEqualityComparer.Default.Equals(m.Type, t.Type) && !m.IsParams).All(same => same))
        {
            return new(IsNext(call, mine.Length) ? null : theirs[mine.Length].Name);
        }

        // Foo(params T[]) beside Foo(IEnumerable<T>, …, CancellationToken): what lies between must be optional.
        if (mine.LastOrDefault() is { IsParams: true, Type: IArrayTypeSymbol { ElementType: var element } } last
            && theirs.Length > mine.Length
            && mine.Take(last.Ordinal).Zip(theirs, (m, t) => SymbolEqualityComparer.Default.Equals(m.Type, t.Type)).All(same => same)
            && theirs[last.Ordinal].Type
                is INamedTypeSymbol { TypeArguments: [var item], OriginalDefinition.SpecialType: SpecialType.System_Collections_Generic_IEnumerable_T }
            && SymbolEqualityComparer.Default.Equals(item, element)
            && theirs.Skip(mine.Length).All(parameter => parameter.IsOptional))
        {
            var name = theirs[theirs.Length - 1].Name;
            return loose is null ? new(name) : AllowsCollections(call.Syntax) ? new(name, last.Ordinal - (IsReduced(call) ? 1 : 0)) : null;
        }

        return null;
    }

    // Every parameter before the token's is given, in order.
    private static bool IsNext(IInvocationOperation call, int ordinal) =>
        call.Arguments.Count(argument => !argument.IsOmitted()) == ordinal
        && call.Arguments.All(argument => argument.IsOmitted() || argument.Parameter?.Ordinal < ordinal)
        && InOrder(call);

    private static bool InOrder(IInvocationOperation call)
    {
        var written = call.Arguments.Where(argument => !argument.IsOmitted()).OrderBy(argument => argument.Syntax.SpanStart)
            .Select(argument => argument.Parameter?.Ordinal ?? 0).ToList();
        return written.SequenceEqual(written.OrderBy(ordinal => ordinal));
    }

    private static bool IsReduced(IInvocationOperation call) =>
        call.TargetMethod.IsExtensionMethod && call.Arguments.Length > 0
        && call.Arguments[0].Syntax is not ArgumentSyntax;

    private static bool AllowsCollections(SyntaxNode node) =>
        node.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp12 };
}
