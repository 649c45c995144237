using GracefulAnalyzers.CodeFixes.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.CodeFixes.Engine;

/// <summary>A type's own <c>CancellationTokenSource</c>: declared once, disposed with the type.</summary>
internal sealed class OwnedSource(PlanEdits plan, NewMembers members)
{
    /// <summary>Adds the field and its disposal.</summary>
    /// <param name="sourceType">The type as the file can write it.</param>
    /// <param name="disposable"><c>IDisposable</c> as the file can write it.</param>
    /// <param name="behind">The method behind which a new Dispose belongs.</param>
    /// <param name="replaced">A statement or expression of Dispose whose place the disposal takes.</param>
    /// <returns>The field's name.</returns>
    public string Declare(string sourceType, string disposable, bool hasTargetTypedNew, MemberDeclarationSyntax? behind, SyntaxNode? replaced)
    {
        var name = members.FieldName("stopping");
        members.AddField($"private readonly {sourceType} {name} = new{(hasTargetTypedNew ? "" : " " + sourceType)}();");
        switch (replaced)
        {
            case ExpressionStatementSyntax statement:
                plan.At(statement).Write(statement.Expression, name + ".Dispose()");
                break;
            case ExpressionSyntax expression:
                plan.At(expression).Write(expression, name + ".Dispose()");
                break;
            default:
                Dispose(name, disposable, behind);
                break;
        }

        return name;
    }

    private void Dispose(string name, string disposable, MemberDeclarationSyntax? behind)
    {
        var call = name + ".Dispose();";
        var own = members.Parts.SelectMany(static part => part.Members).OfType<MethodDeclarationSyntax>()
            .Where(static method => method.ParameterList.Parameters.Count == 0 && method.Identifier.ValueText is "Dispose" or "DisposeAsync").ToList();
        if (own.Find(static method => method.Identifier.ValueText == "Dispose") is { } dispose)
        {
            Append(dispose, call);
        }
        else if (own.Count > 0)
        {
            Append(own[0], call);
        }
        else if (Base(members.Type) is { } inherited)
        {
            // A base that is not written for overriding keeps the source until the process ends; that costs nothing here.
            if (inherited.IsVirtual || inherited.IsOverride)
            {
                members.AddMethod(behind, "public override void Dispose()", "{", members.Unit + call, members.Unit + "base.Dispose();", "}");
            }
        }
        else if (!members.Type.AllInterfaces.Any(static contract => contract.Name is "IDisposable" or "IAsyncDisposable"))
        {
            members.AddInterface(disposable);
            members.AddMethod(behind, $"public void Dispose() => {call}");
        }
    }

    private void Append(MethodDeclarationSyntax method, string call)
    {
        var edits = plan.At(method);
        var indent = edits.Style.IndentBeside(method);
        if (method.ExpressionBody is not null)
        {
            // An async method, too, has nothing to return.
            var isPlain = method.ReturnType.ToString() == "void" || method.Modifiers.Any(SyntaxKind.AsyncKeyword);
            edits.Change(method, current => current.WithBlock(edits.Code.Statements(indent + edits.Style.Unit,
                isPlain ? [NewCode.Place + ";", call] : [call, $"return {NewCode.Place};"]), indent, edits.Style) is var block
                    ? NewCode.Filled(block, current.ExpressionBody!.Expression)
                    : current);
        }
        else if (method.Body is { Statements: [.., var last] })
        {
            if (last is ReturnStatementSyntax || last.ToString().StartsWith("GC.SuppressFinalize", StringComparison.Ordinal)
                || last.ToString().StartsWith("base.Dispose", StringComparison.Ordinal))
            {
                edits.Before(last, () => edits.Code.Statements(edits.Style.IndentBeside(last), [call]));
            }
            else
            {
                edits.After(last, call);
            }
        }
        else if (method.Body is { } empty)
        {
            edits.AtStart(empty, () => edits.Code.Statements(edits.Style.IndentIn(empty), [call]));
        }
    }

    private static IMethodSymbol? Base(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (current.GetMembers("Dispose").OfType<IMethodSymbol>().FirstOrDefault(static method => method.Parameters.IsEmpty) is { } dispose)
            {
                return dispose;
            }
        }

        return null;
    }
}
