using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Program.Queues;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Queues.GRACE2001;

/// <summary>Says which variable holds the message, how its stable id is spelled, and whether the message can come again at all.</summary>
internal sealed class QueueMessages(ShutdownModel model)
{
    /// <summary>C# for the stable id of the message that a variable in scope holds, or null. Reads one of the symbols.</summary>
    public (ISymbol Variable, string Id)? IdFrom(IEnumerable<ISymbol> variables)
    {
        foreach (var variable in variables)
        {
            if (variable.Name is { Length: > 0 } name && name != "_" && IdentityOf(TypeOf(variable)) is { } path)
            {
                return (variable, name + path);
            }
        }

        return null;
    }

    /// <summary>The variables that a receive call's result, or an item of it, is put into within the body.</summary>
    public static IEnumerable<ISymbol> ReceivedInto(IOperation body) => body.DescendantsAndSelf().SelectMany(operation => operation switch
    {
        IVariableDeclaratorOperation declarator => [declarator.Symbol],
        IForEachLoopOperation loop => loop.Locals,
        IDeclarationPatternOperation { DeclaredSymbol: { } declared } => [declared],
        IRecursivePatternOperation { DeclaredSymbol: { } declared } => [declared],
        _ => Enumerable.Empty<ISymbol>(),
    });

    /// <summary>True when the message is visibly settled before its work: what is lost cannot be delivered twice.</summary>
    /// <param name="handler">The handler as a whole.</param>
    /// <param name="reached">Everything that runs for a message.</param>
    /// <param name="effects">The work that must not be done twice.</param>
    public bool IsNeverRedelivered(QueueHandler handler, IReadOnlyList<ReachedOperation> reached, IReadOnlyList<ReachedOperation> effects) =>
        !handler.Entry.AtLeastOnce || IsLossy(handler) || reached.Any(step => step.Caller is null && IsSettledFirst(step.Operation, effects));

    // What the type says, else what the program says where it subscribes the handler.
    private bool IsLossy(QueueHandler handler)
    {
        var own = model.Bodies.FactsOf(handler.Type).All
            .Select(operation => Setting(operation, handler.Framework))
            .Where(bad => bad is not null)
            .ToList();
        if (own.Count > 0)
        {
            return own.Contains(true) && !own.Contains(false);
        }

        var elsewhere = handler.Framework.LossyOptions.Where(option => option.Parameter.Length > 0)
            .SelectMany(option => model.Get<IdempotencyInfrastructure>().CallsNamed(CatalogueIndex.NameOf(option.Ref)))
            .Select(call => Setting(call, handler.Framework))
            .Where(bad => bad is not null)
            .ToList();
        return (elsewhere.Count > 0 && elsewhere.TrueForAll(bad => bad == true))
            || handler.Framework.LossyOptions.Any(option => option.Parameter.Length == 0 && model.Get<IdempotencyInfrastructure>().Mentions(option.Value));
    }

    private bool IsSettledFirst(IOperation operation, IReadOnlyList<ReachedOperation> effects)
    {
        if (operation is not IInvocationOperation call || model.Catalogue.RoleOf(call.TargetMethod) != Role.Settle)
        {
            return false;
        }

        var statement = (call.Await() ?? call.Configured()).Parent;
        return statement is IExpressionStatementOperation { Parent: IBlockOperation block } && effects.All(effect =>
            effect.InHandler.Syntax.SpanStart > statement.Syntax.Span.End && block.Syntax.Span.Contains(effect.InHandler.Syntax.Span));
    }

    private static ITypeSymbol? TypeOf(ISymbol variable) => variable switch
    {
        IParameterSymbol parameter => parameter.Type,
        ILocalSymbol local => local.Type,
        _ => null,
    };

    private string? IdentityOf(ITypeSymbol? type)
    {
        foreach (var framework in model.Catalogue.Frameworks)
        {
            foreach (var message in framework.Messages)
            {
                if (model.Types.Is(type, message.Ref))
                {
                    var isBatch = message.Batch.Length > 0 && type is INamedTypeSymbol named
                        && named.TypeArguments.Any(argument => model.Types.Is(argument, message.Batch));
                    return isBatch ? null : message.Identity;
                }
            }
        }

        return null;
    }

    // Null when the operation says nothing about settling.
    private bool? Setting(IOperation operation, Framework framework)
    {
        foreach (var option in framework.LossyOptions)
        {
            if (option.Parameter.Length > 0)
            {
                if (operation is IInvocationOperation call && model.Catalogue.Matches(call.TargetMethod, option.Ref))
                {
                    return Argument(call, option.Parameter) is { } argument && Has(argument.Value, option.Value);
                }
            }
            else if (operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } assignment
                && model.Catalogue.Matches(target.Property, option.Ref))
            {
                return Has(assignment.Value, option.Value);
            }
        }

        return null;
    }

    private static IArgumentOperation? Argument(IInvocationOperation call, string parameter) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter);

    // A value that nobody here can tell may be the bad one.
    private bool Has(IOperation value, string bad) => value.Unwrapped() switch
    {
        IFieldReferenceOperation { Field.ContainingType.TypeKind: TypeKind.Enum } member => member.Field.Name == bad,
        { ConstantValue: { HasValue: true, Value: bool flag } } => flag == (bad == "true"),
        ILocalReferenceOperation local => ReachingValues.Of(local).All(assigned => Has(assigned, bad)),
        IFieldReferenceOperation field => model.Bodies.FactsOf(field.Field.ContainingType).AssignedTo(field.Field)
            .All(assigned => Unwrap(assigned).ConstantValue is not { HasValue: true, Value: bool flag } || flag == (bad == "true")),
        _ => true,
    };

    private static IOperation Unwrap(IOperation assigned) =>
        assigned is ISymbolInitializerOperation initializer ? initializer.Value.Unwrapped() : assigned.Unwrapped();
}
