using GracefulAnalyzers.Catalogue;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Code;

/// <summary>What becomes of a value that stands for running work: a task, a timer, a thread.</summary>
internal enum Fate
{
    /// <summary>Goes where this analysis cannot follow; whoever gets it may look after it.</summary>
    Unknown,

    /// <summary>Awaited, joined or returned on the spot: nothing is left running.</summary>
    Finished,

    /// <summary>Nobody can ever wait for it.</summary>
    Dropped,

    /// <summary>Held by a field or property of the type, alone or in a collection.</summary>
    Kept,
}

/// <param name="Member">The field or property that holds the value, when it is kept.</param>
internal readonly record struct Outcome(Fate Fate, ISymbol? Member = null);

/// <summary>Follows a value from the expression that makes it to where it ends up.</summary>
internal static class Fates
{
    // Members that pass the same work on under a new value.
    private static readonly HashSet<string> PassOn = new(StringComparer.Ordinal)
    {
        "Unwrap", "ConfigureAwait", "ContinueWith", "AsTask", "Preserve", "WhenAll", "WhenAny",
        "Select", "SelectMany", "ToArray", "ToList", "ToImmutableArray", "ToImmutableList", "ToHashSet", "AsReadOnly",
    };

    private static readonly HashSet<string> Insertions = new(StringComparer.Ordinal) { "Add", "TryAdd", "Enqueue", "Push", "AddRange", "Insert" };

    // Locals can be assigned to each other in circles.
    private const int MaxLocals = 6;

    public static Outcome Of(IOperation value) => Of(value, MaxLocals);

    private static Outcome Of(IOperation value, int left)
    {
        switch (value.Parent)
        {
            case null:
                return new(Fate.Unknown);
            case IConversionOperation or IParenthesizedOperation or IArrayInitializerOperation or IArrayCreationOperation
                or IObjectOrCollectionInitializerOperation:
                return Of(value.Parent, left);
            case IObjectCreationOperation creation when creation.Initializer == value:
                return Of(creation, left);
            case { Syntax.RawKind: (int)SyntaxKind.CollectionExpression } collection:
                return Of(collection, left);
            case { IsImplicit: true, Parent: IArgumentOperation } loose:
                // Loose arguments of a span parameter make a collection that has no syntax of its own.
                return Of(loose, left);
            case IAwaitOperation await:
                // StartNew with an async delegate: the await ends when the inner task has begun.
                return IsTask(await.Type) ? Of(await, left) : new(Fate.Finished);
            case IExpressionStatementOperation:
                return new(Fate.Dropped);
            case IReturnOperation returned:
                return OfReturned(returned, left);
            case ISimpleAssignmentOperation assignment when assignment.Value == value:
                return OfTarget(assignment.Target, left);
            case ICoalesceAssignmentOperation assignment when assignment.Value == value:
                return OfTarget(assignment.Target, left);
            case IFieldInitializerOperation { InitializedFields: [var field] }:
                return new(Fate.Kept, field);
            case IPropertyInitializerOperation { InitializedProperties: [var property] }:
                return new(Fate.Kept, property);
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                return OfLocal(declarator.Symbol, declarator, left);
            case IArgumentOperation { Parent: IInvocationOperation call }:
                return OfArgument(call, left);
            case IInvocationOperation call when call.Instance == value:
                return PassOn.Contains(call.TargetMethod.Name) ? Of(call, left) : new(Fate.Finished);
            case IPropertyReferenceOperation { Property.Name: "Result" }:
                return new(Fate.Finished);
            default:
                return new(Fate.Unknown);
        }
    }

    public static bool IsTask(ITypeSymbol? type) =>
        type is { Name: "Task" or "ValueTask" } && type.ContainingNamespace.IsNamed("System.Threading.Tasks");

    private static Outcome OfReturned(IReturnOperation returned, int left)
    {
        if (returned.EnclosingFunction() is not { } function)
        {
            return new(Fate.Finished);
        }

        // A lambda that projects: the sequence of what it returns goes on.
        return Enclosing<IAnonymousFunctionOperation>(returned) is { } lambda && SymbolEqualityComparer.Default.Equals(lambda.Symbol, function)
            && Enclosing<IArgumentOperation>(lambda) is { Parent: IInvocationOperation { TargetMethod.Name: "Select" } projection }
                ? Of(projection, left)
                : new(Fate.Unknown);
    }

    private static Outcome OfArgument(IInvocationOperation call, int left)
    {
        if (PassOn.Contains(call.TargetMethod.Name))
        {
            return Of(call, left);
        }

        if (Insertions.Contains(call.TargetMethod.Name) && call.Instance is { } holder)
        {
            return holder.Unwrapped() switch
            {
                IInstanceReferenceOperation => Of(call, left),
                IMemberReferenceOperation => OfTarget(holder, left),
                ILocalReferenceOperation local => OfLocal(local.Local, holder, left),
                _ => new(Fate.Unknown),
            };
        }

        return call.TargetMethod.Name is "WaitAll" or "WaitAny" ? new(Fate.Finished) : new(Fate.Unknown);
    }

    private static Outcome OfTarget(IOperation target, int left) => target.Unwrapped() switch
    {
        // In `_ => _ = RunAsync()` the underscore is the lambda's parameter, and as lost as a discard.
        IDiscardOperation or IParameterReferenceOperation { Parameter.RefKind: RefKind.None } => new(Fate.Dropped),
        IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field => new(Fate.Kept, field.Field.OriginalDefinition),
        IPropertyReferenceOperation { Arguments.IsEmpty: true, Instance: null or IInstanceReferenceOperation } property =>
            new(Fate.Kept, property.Property.OriginalDefinition),
        IPropertyReferenceOperation { Arguments.IsEmpty: false, Instance: { } indexed } => OfTarget(indexed, left),
        IArrayElementReferenceOperation element => OfTarget(element.ArrayReference, left),
        ILocalReferenceOperation local => OfLocal(local.Local, local, left),
        _ => new(Fate.Unknown),
    };

    // The best that any use of the local makes of the value; a use that is not understood excuses it.
    private static Outcome OfLocal(ILocalSymbol local, IOperation at, int left)
    {
        if (local.IsUsing || left == 0)
        {
            return new(Fate.Unknown);
        }

        var outcome = new Outcome(Fate.Dropped);
        foreach (var use in at.Root().Descendants().OfType<ILocalReferenceOperation>())
        {
            if (!SymbolEqualityComparer.Default.Equals(use.Local, local) || IsWrite(use) || use == at || IsInsertion(use) || IsSetUp(use))
            {
                continue;
            }

            switch (Of(use, left - 1))
            {
                case { Fate: Fate.Unknown }:
                    return new(Fate.Unknown);
                case { Fate: Fate.Finished }:
                    return new(Fate.Finished);
                case { Fate: Fate.Kept } kept:
                    outcome = kept;
                    break;
                default:
                    break;
            }
        }

        return outcome;
    }

    private static bool IsWrite(ILocalReferenceOperation use) => use.Parent is IAssignmentOperation assignment && assignment.Target == use;

    private static bool IsInsertion(ILocalReferenceOperation use) =>
        use.Parent is IInvocationOperation call && call.Instance == use && Insertions.Contains(call.TargetMethod.Name);

    // Starting or configuring a thread or timer does not wait for it.
    private static bool IsSetUp(ILocalReferenceOperation use) => use.Parent switch
    {
        IInvocationOperation { TargetMethod.Name: "Start" or "Change" or "UnsafeStart" } call => call.Instance == use,
        IPropertyReferenceOperation { Property.Name: not "Result" } property => property.Instance == use,
        _ => false,
    };

    public static T? Enclosing<T>(IOperation operation) where T : class, IOperation => operation.Ancestors().OfType<T>().FirstOrDefault();
}
