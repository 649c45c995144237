using GracefulAnalyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Tokens;

/// <summary>What the code in sight gives to a field or property.</summary>
internal sealed class MemberTrace(ShutdownModel model)
{
    /// <summary>The values of a member, and whether code out of sight can give it others.</summary>
    public (IReadOnlyCollection<IOperation> Values, bool IsOpen) ValuesOf(ISymbol member)
    {
        if (member is IPropertySymbol { GetMethod: { } getter } && ReturnedBy(model.Bodies.Of(getter)).ToList() is { Count: > 0 } computed)
        {
            return (computed, false);
        }

        var values = model.Bodies.FactsOf(member.ContainingType).AssignedTo(member).ToList();
        if (!IsSettable(member))
        {
            return (values, false);
        }

        if (member.ContainingType is { DeclaredAccessibility: Accessibility.Private, ContainingType: { } outer })
        {
            while (outer.ContainingType is { } next)
            {
                outer = next;
            }

            return (values.Concat(model.Bodies.CallersWithin(outer).AssignedTo(member)).Distinct().ToList(), false);
        }

        return (values, true);
    }

    /// <summary>What a getter or method returns; nothing when it has no body in source.</summary>
    public static IEnumerable<IOperation> ReturnedBy(IOperation? body) =>
        body is null
            ? []
            : body.OwnDescendants().OfType<IReturnOperation>().Where(static end => end.ReturnedValue is not null).Select(static end => end.ReturnedValue!);

    /// <summary>What the very object that the property is read from was created with; null when that is not certain.</summary>
    public IOperation? GivenTo(IPropertyReferenceOperation reference)
    {
        if (reference.Instance?.Unwrapped() is not ILocalReferenceOperation { IsDeclaration: false } local
            || ReachingValues.Of(local).ToList() is not [var only] || only.Unwrapped() is not IObjectCreationOperation creation)
        {
            return null;
        }

        var initialized = creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>()
            .FirstOrDefault(assignment => assignment.Target is IPropertyReferenceOperation target
                && SymbolEqualityComparer.Default.Equals(target.Property, reference.Property));
        if (initialized is not null)
        {
            return initialized.Value;
        }

        return IsPositional(reference.Property)
            ? creation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == reference.Property.Name)
            : null;
    }

    /// <summary>The parameter of a record that the property stands for; null for other properties.</summary>
    public IParameterSymbol? PrimaryParameterOf(IPropertySymbol property) =>
        IsPositional(property) && property.DeclaringSyntaxReferences[0].GetSyntax() is { } syntax
            ? model.Bodies.ModelOf(syntax.SyntaxTree).GetDeclaredSymbol(syntax) as IParameterSymbol
            : null;

    private bool IsPositional(IPropertySymbol property) =>
        property.ContainingType.IsRecord && model.Bodies.Declares(property) && property.DeclaringSyntaxReferences[0].GetSyntax() is ParameterSyntax;

    private static bool IsSettable(ISymbol member) => member switch
    {
        IFieldSymbol field => !field.IsReadOnly && field.DeclaredAccessibility != Accessibility.Private,
        IPropertySymbol property => property.SetMethod is { DeclaredAccessibility: not Accessibility.Private },
        _ => true,
    };
}
