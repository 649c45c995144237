using GracefulAnalyzers.Catalogue;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Code;

/// <summary>Where a body assigns its locals and parameters, or members, and what.</summary>
internal static class Variables
{
    /// <summary>Every operation under the root that gives the variable a value, in source order.</summary>
    public static List<IOperation> AssignmentsOf(ISymbol variable, IOperation root) =>
        root.Descendants().Where(operation => Assigns(operation, variable)).ToList();

    /// <summary>What an assignment puts into the variable; what a callee puts there stands for itself, because nobody follows it.</summary>
    public static IOperation ValueOf(IOperation assignment, ISymbol variable) => assignment switch
    {
        IVariableDeclaratorOperation declarator => declarator.Initializer!.Value,
        IAssignmentOperation and (ISimpleAssignmentOperation or ICoalesceAssignmentOperation) => ((IAssignmentOperation)assignment).Value,
        IArgumentOperation { Parent: { } call } => call,
        IDeconstructionAssignmentOperation parts => Deconstruction.Pairs(parts).First(pair => Is(pair.Target, variable)).Value,
        _ => assignment,
    };

    private static bool Assigns(IOperation operation, ISymbol variable) => operation switch
    {
        IVariableDeclaratorOperation { Initializer: not null } declarator => SymbolEqualityComparer.Default.Equals(declarator.Symbol, variable),
        ISimpleAssignmentOperation assignment => Is(assignment.Target, variable),
        ICoalesceAssignmentOperation assignment => Is(assignment.Target, variable),
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => Is(argument.Value, variable),
        IDeconstructionAssignmentOperation parts => Deconstructs(parts, variable),
        _ => false,
    };

    // Apart, because a lambda's closure would be made for every operation of a body.
    private static bool Deconstructs(IDeconstructionAssignmentOperation parts, ISymbol variable) =>
        parts.Target.DescendantsAndSelf().Any(part => Is(part, variable)) && Deconstruction.Pairs(parts).Any(pair => Is(pair.Target, variable));

    private static bool Is(IOperation target, ISymbol variable) => target switch
    {
        ILocalReferenceOperation local => SymbolEqualityComparer.Default.Equals(local.Local, variable),
        IParameterReferenceOperation parameter => SymbolEqualityComparer.Default.Equals(parameter.Parameter, variable),
        IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member =>
            SymbolEqualityComparer.Default.Equals(member.Member.OriginalDefinition, variable),
        IDeclarationExpressionOperation declaration => Is(declaration.Expression, variable),
        _ => false,
    };
}
