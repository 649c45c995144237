using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GracefulAnalyzers.CodeFixes.Engine;

/// <summary>A type's own <c>CancellationTokenSource</c>: declared once, disposed with the type.</summary>
internal sealed class OwnedSource(Members members, INamedTypeSymbol type, Document document, MemberEdits edits)
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
        if (replaced is not null)
        {
            edits.Replace(document, replaced.Span, replaced is StatementSyntax ? name + ".Dispose();" : name + ".Dispose()");
        }
        else
        {
            Dispose(name, disposable, behind);
        }

        return name;
    }

    private void Dispose(string name, string disposable, MemberDeclarationSyntax? behind)
    {
        var call = name + ".Dispose();";
        var own = members.Declaration.Members.OfType<MethodDeclarationSyntax>()
            .Where(static method => method.ParameterList.Parameters.Count == 0 && method.Identifier.ValueText is "Dispose" or "DisposeAsync").ToList();
        if (own.Find(static method => method.Identifier.ValueText == "Dispose") is { } dispose)
        {
            Append(dispose, call);
        }
        else if (own.Count > 0)
        {
            Append(own[0], call);
        }
        else if (Base(type) is { } inherited)
        {
            // A base that is not written for overriding keeps the source until the process ends; that costs nothing here.
            if (inherited.IsVirtual || inherited.IsOverride)
            {
                members.AddMethod(["public override void Dispose()", "{", members.Unit + call, members.Unit + "base.Dispose();", "}"], behind);
            }
        }
        else if (!type.AllInterfaces.Any(static contract => contract.Name is "IDisposable" or "IAsyncDisposable"))
        {
            members.AddInterface(disposable);
            members.AddMethod([$"public void Dispose() => {call}"], behind);
        }
    }

    private void Append(MethodDeclarationSyntax method, string call)
    {
        var layout = members.Layout;
        if (method.ExpressionBody is { } arrow)
        {
            var indent = layout.IndentAt(method.SpanStart);
            var end = method.ParameterList.Span.End;
            // An async method, too, has nothing to return.
            var isPlain = method.ReturnType.ToString() == "void" || method.Modifiers.Any(Microsoft.CodeAnalysis.CSharp.SyntaxKind.AsyncKeyword);
            edits.Replace(document, TextSpan.FromBounds(end, method.SemicolonToken.Span.End), layout.NewLine
                + layout.Lines(indent,
                    ["{", members.Unit + (isPlain ? arrow.Expression + ";" : call), members.Unit + (isPlain ? call : "return " + arrow.Expression + ";")])
                + indent + "}");
        }
        else if (method.Body is { } oneLine && layout.LineStartOf(oneLine.OpenBraceToken.SpanStart) == layout.LineStartOf(oneLine.CloseBraceToken.SpanStart))
        {
            var indent = layout.IndentAt(method.SpanStart);
            edits.Replace(document, TextSpan.FromBounds(method.ParameterList.Span.End, oneLine.Span.End), layout.NewLine
                + layout.Lines(indent, oneLine.Statements.Select(statement => members.Unit + statement).Prepend("{").Append(members.Unit + call)) + indent
                + "}");
        }
        else if (method.Body is { } body)
        {
            var last = body.Statements.LastOrDefault();
            var position = last is ReturnStatementSyntax || (last?.ToString() is { } text
                && (text.StartsWith("GC.SuppressFinalize", StringComparison.Ordinal) || text.StartsWith("base.Dispose", StringComparison.Ordinal)))
                ? layout.LinesOf(last).Start
                : layout.LineStartOf(body.CloseBraceToken.SpanStart);
            edits.Insert(document, position, layout.Lines(layout.IndentAt(method.SpanStart) + members.Unit, [call]));
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
