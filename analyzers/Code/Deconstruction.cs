using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Code;

/// <summary>Which value each target of a deconstruction gets.</summary>
internal static class Deconstruction
{
    /// <summary>Targets and values, pair by pair; a part that nobody can match stands with the whole deconstruction as its value.</summary>
    public static IEnumerable<(IOperation Target, IOperation Value)> Pairs(IDeconstructionAssignmentOperation parts) => Pairs(parts.Target, parts.Value, parts);

    private static IEnumerable<(IOperation Target, IOperation Value)> Pairs(IOperation target, IOperation value, IOperation whole)
    {
        while (target is IDeclarationExpressionOperation declaration)
        {
            target = declaration.Expression;
        }

        if (target is not ITupleOperation targets)
        {
            return [(target, value)];
        }

        var values = TupleOf(value);
        return values?.Elements.Length == targets.Elements.Length
            ? targets.Elements.SelectMany((element, index) => Pairs(element, values.Elements[index], whole))
            : targets.Elements.SelectMany(element => Pairs(element, whole, whole));
    }

    /// <summary>The tuple that an expression is, or that the local it names surely holds.</summary>
    public static ITupleOperation? TupleOf(IOperation value) => value.Unwrapped() switch
    {
        ITupleOperation tuple => tuple,
        ILocalReferenceOperation { IsDeclaration: false } local
            when ReachingValues.Of(local).ToList() is [var only] && only.Unwrapped() is ITupleOperation held => held,
        _ => null,
    };
}
