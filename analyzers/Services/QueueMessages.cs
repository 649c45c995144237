using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Engine;
using GracefulAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Services;

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

    /// <summary>True when the type visibly receives without settling: what is lost cannot be delivered twice.</summary>
    public bool IsNeverRedelivered(QueueHandler handler)
    {
        if (!handler.Entry.AtLeastOnce || handler.Framework.LossyOptions.Count == 0)
        {
            return !handler.Entry.AtLeastOnce;
        }

        var isLost = false;
        foreach (var operation in model.Bodies.FactsOf(handler.Type).All)
        {
            switch (operation is IInvocationOperation or ISimpleAssignmentOperation ? Setting(operation, handler.Framework) : null)
            {
                case true:
                    isLost = true;
                    break;
                case false:
                    return false;
                default:
                    break;
            }
        }

        return isLost;
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
                    var isBatch = message.Batch.Length > 0 && type is INamedTypeSymbol named && named.TypeArguments.Any(argument => model.Types.Is(argument, message.Batch));
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
            else if (operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } assignment && model.Catalogue.Matches(target.Property, option.Ref))
            {
                return Has(assignment.Value, option.Value);
            }
        }

        return null;
    }

    private static IArgumentOperation? Argument(IInvocationOperation call, string parameter) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter);

    private static bool Has(IOperation value, string bad) => value.Unwrapped() switch
    {
        IFieldReferenceOperation field => field.Field.Name == bad,
        { ConstantValue: { HasValue: true, Value: bool flag } } => flag == (bad == "true"),
        _ => false,
    };
}
