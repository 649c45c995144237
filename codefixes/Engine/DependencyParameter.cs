using GracefulAnalyzers.Catalogue;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GracefulAnalyzers.CodeFixes.Engine;

/// <summary>Gives a class one more dependency, the way it takes those that it has.</summary>
/// <param name="Member">How the class's methods call it.</param>
internal sealed record DependencyParameter(string Member, IReadOnlyList<TextChange> Changes)
{
    /// <summary>A parameter of the primary constructor, and a field where each parameter has one.</summary>
    public static DependencyParameter Primary(DependencyText file, ParameterListSyntax parameters, string type, string name)
    {
        var changes = new List<TextChange> { Parameter(file, parameters, type + " " + name) };
        var taken = new HashSet<string>(parameters.Parameters.Select(parameter => parameter.Identifier.ValueText), StringComparer.Ordinal);
        var kept = (parameters.Parent as TypeDeclarationSyntax)?.Members.OfType<FieldDeclarationSyntax>()
            .Where(field => field.Declaration.Variables is [{ Initializer.Value: IdentifierNameSyntax value }] && taken.Contains(value.Identifier.ValueText))
            .ToList();
        if (kept is null || kept.Count < taken.Count || taken.Count == 0)
        {
            return new DependencyParameter(name, changes);
        }

        var last = kept[kept.Count - 1];
        var variable = last.Declaration.Variables[0];
        var member = Prefix(variable.Identifier.ValueText, ((IdentifierNameSyntax)variable.Initializer!.Value).Identifier.ValueText) + name;
        changes.Add(file.LineBelow(last.Span.End - 1, $"private readonly {type} {member} = {name};"));
        return new DependencyParameter(member, changes);
    }

    /// <summary>A primary constructor for a class without any.</summary>
    public static DependencyParameter NewPrimary(int afterName, string type, string name) =>
        new(name, [DependencyText.Insert(afterName, $"({type} {name})")]);

    /// <summary>A parameter of an ordinary constructor, a field named like the others, and its assignment; null for a constructor without a body.</summary>
    public static DependencyParameter? Constructor(DependencyText file, ConstructorDeclarationSyntax constructor, string type, string name)
    {
        var parameter = Parameter(file, constructor.ParameterList, type + " " + name);
        var statements = constructor.Body?.Statements.OfType<ExpressionStatementSyntax>().Select(statement => statement.Expression)
            ?? (constructor.ExpressionBody is { } arrow ? [arrow.Expression] : []);
        var kept = statements.OfType<AssignmentExpressionSyntax>()
            .LastOrDefault(assignment => Source(assignment) is not null && Target(assignment) is not null);
        var prefix = kept is null ? "_" : Prefix(Target(kept)!, Source(kept)!);
        var member = prefix + name;
        var assigned = (member == name ? "this." : "") + member + " = " + name + ";";

        var field = kept is null ? null : (constructor.Parent as TypeDeclarationSyntax)?.Members.OfType<FieldDeclarationSyntax>()
            .FirstOrDefault(candidate => candidate.Declaration.Variables.Any(variable => variable.Identifier.ValueText == Target(kept)));
        var declaration = $"private readonly {type} {member};";
        var declared = field?.Parent is TypeDeclarationSyntax outer && file.OnSameLine(field.Span.End, outer.CloseBraceToken.SpanStart)
            ? DependencyText.Insert(field.Span.End, " " + declaration)
            : field is not null
            ? file.LineBelow(field.Span.End - 1, declaration)
            : DependencyText.Insert(constructor.GetFirstToken().SpanStart,
                declaration + file.LineBreak + file.LineBreak + file.IndentationAt(constructor.GetFirstToken().SpanStart));
        return Assignment(file, constructor, kept, assigned) is { } body ? new DependencyParameter(member, [parameter, declared, body]) : null;
    }

    private static TextChange? Assignment(DependencyText file, ConstructorDeclarationSyntax constructor, AssignmentExpressionSyntax? kept, string assigned)
    {
        var outer = file.IndentationAt(constructor.GetFirstToken().SpanStart);
        var inner = file.LineBreak + outer + file.Unit;
        if (constructor.ExpressionBody is { } arrow)
        {
            var start = arrow.ArrowToken.GetPreviousToken().Span.End;
            return new TextChange(
                TextSpan.FromBounds(start, constructor.SemicolonToken.Span.End),
                file.LineBreak + outer + "{" + inner + arrow.Expression.WithoutTrivia() + ";" + inner + assigned + file.LineBreak + outer + "}");
        }

        return constructor.Body switch
        {
            null => null,
            var body when kept is not null && file.OnSameLine(kept.Span.End, body.CloseBraceToken.SpanStart) =>
                DependencyText.Insert(kept.FirstAncestorOrSelf<StatementSyntax>()!.Span.End, " " + assigned),
            _ when kept is not null => file.LineBelow(kept.Span.End, assigned),
            { Statements: [var first, ..] } =>
                DependencyText.Insert(first.GetFirstToken().SpanStart, assigned + file.LineBreak + file.IndentationAt(first.GetFirstToken().SpanStart)),
            var body when file.OnSameLine(body.OpenBraceToken.SpanStart, body.CloseBraceToken.SpanStart) => new TextChange(
                TextSpan.FromBounds(body.OpenBraceToken.GetPreviousToken().Span.End, body.Span.End),
                file.LineBreak + outer + "{" + inner + assigned + file.LineBreak + outer + "}"),
            var body => DependencyText.Insert(body.OpenBraceToken.Span.End, inner + assigned),
        };
    }

    // Last, but before what callers may leave out.
    private static TextChange Parameter(DependencyText file, ParameterListSyntax list, string parameter)
    {
        var parameters = list.Parameters;
        if (parameters.Count == 0)
        {
            return DependencyText.Insert(list.OpenParenToken.Span.End, parameter);
        }

        var first = parameters[0];
        var isColumn = !file.OnSameLine(parameters.Count > 1 ? parameters[parameters.Count - 2].SpanStart : list.OpenParenToken.SpanStart,
            parameters[parameters.Count - 1].SpanStart);
        var gap = isColumn ? file.LineBreak + file.IndentationAt(parameters[parameters.Count - 1].SpanStart) : " ";
        var optional = parameters.FirstOrDefault(candidate => candidate.Default is not null || candidate.Modifiers.Any(SyntaxKind.ParamsKeyword));
        return optional is not null
            ? DependencyText.Insert(optional.SpanStart, parameter + "," + (optional == first && !isColumn ? " " : gap))
            : DependencyText.Insert(parameters[parameters.Count - 1].Span.End, "," + gap + parameter);
    }

    private static string? Target(AssignmentExpressionSyntax assignment) => assignment.Left switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } member => member.Name.Identifier.ValueText,
        _ => null,
    };

    private static string? Source(AssignmentExpressionSyntax assignment) => assignment.Right switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        BinaryExpressionSyntax { Left: IdentifierNameSyntax name } guarded when guarded.IsKind(SyntaxKind.CoalesceExpression) => name.Identifier.ValueText,
        _ => null,
    };

    private static string Prefix(string field, string parameter) =>
        field.EndsWith(parameter, StringComparison.Ordinal) ? field.Substring(0, field.Length - parameter.Length) : "_";
}
