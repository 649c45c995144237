using GracefulAnalyzers.CodeFixes.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.CodeFixes.Engine;

/// <summary>Gives a class one more dependency, the way it takes those that it has.</summary>
internal static class NewDependency
{
    /// <summary>At the class's only constructor, which must stand in the same file; a class without any gets a primary one.</summary>
    /// <param name="edits">The edits of the file that declares the class.</param>
    /// <param name="declaration">The class, or one of its parts.</param>
    /// <param name="type">The dependency's type, as the file writes it.</param>
    /// <param name="wantedNames">Names for it without an underscore, the best one first.</param>
    /// <param name="model">The model of the edited file.</param>
    /// <returns>How the class's methods call it; null when the class cannot be given one.</returns>
    public static string? Add(TreeEdits edits, ClassDeclarationSyntax declaration, string type, IEnumerable<string> wantedNames, SemanticModel model)
    {
        var constructors = model.GetDeclaredSymbol(declaration)?.InstanceConstructors.Where(static constructor => !constructor.IsImplicitlyDeclared).ToList();
        return constructors?.ConvertAll(static constructor => constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax()) switch
        {
            [] => Unused(declaration, wantedNames, model) is { } name && New(edits, declaration, type, name) ? name : null,
            [ConstructorDeclarationSyntax constructor] when constructor.SyntaxTree == edits.Root.SyntaxTree =>
                Add(edits, constructor, type, wantedNames, model),
            [ClassDeclarationSyntax { ParameterList: { } parameters } part] when part.SyntaxTree == edits.Root.SyntaxTree
                && Unused(part, wantedNames, model) is { } name => Primary(edits, part, parameters, type, name),
            _ => null,
        };
    }

    /// <summary>At an ordinary constructor: a parameter, a field named like the others, and its assignment.</summary>
    /// <inheritdoc cref="Add(TreeEdits, ClassDeclarationSyntax, string, IEnumerable{string}, SemanticModel)"/>
    public static string? Add(TreeEdits edits, ConstructorDeclarationSyntax constructor, string type, IEnumerable<string> wantedNames, SemanticModel model)
    {
        if ((constructor.Body is null && constructor.ExpressionBody is null)
            || constructor.Initializer is { RawKind: (int)SyntaxKind.ThisConstructorInitializer }
            || constructor.Parent is not TypeDeclarationSyntax owner || Unused(owner, wantedNames, model) is not { } name)
        {
            return null;
        }

        var statements = constructor.Body?.Statements.OfType<ExpressionStatementSyntax>().Select(static statement => statement.Expression)
            ?? [constructor.ExpressionBody!.Expression];
        var kept = statements.OfType<AssignmentExpressionSyntax>()
            .LastOrDefault(static assignment => Source(assignment) is not null && Target(assignment) is not null);
        var member = (kept is null ? "_" : Prefix(Target(kept)!, Source(kept)!)) + name;
        var field = kept is null ? null : owner.Members.OfType<FieldDeclarationSyntax>()
            .FirstOrDefault(candidate => candidate.Declaration.Variables.Any(variable => variable.Identifier.ValueText == Target(kept)));
        AddParameter(edits, constructor.ParameterList, type, name);
        AddField(edits, field, constructor, $"private readonly {type} {member};");
        Assign(edits, constructor, kept, $"{(member == name ? "this." : "")}{member} = {name};");
        return member;
    }

    private static string Primary(TreeEdits edits, ClassDeclarationSyntax declaration, ParameterListSyntax list, string type, string name)
    {
        AddParameter(edits, list, type, name);
        var taken = new HashSet<string>(list.Parameters.Select(static parameter => parameter.Identifier.ValueText), StringComparer.Ordinal);
        var kept = declaration.Members.OfType<FieldDeclarationSyntax>()
            .Where(field => field.Declaration.Variables is [{ Initializer.Value: IdentifierNameSyntax value }] && taken.Contains(value.Identifier.ValueText))
            .ToList();
        if (kept.Count < taken.Count || taken.Count == 0)
        {
            return name;
        }

        // Each parameter has its field.
        var last = kept[kept.Count - 1];
        var variable = last.Declaration.Variables[0];
        var member = Prefix(variable.Identifier.ValueText, ((IdentifierNameSyntax)variable.Initializer!.Value).Identifier.ValueText) + name;
        edits.Beside(last, indent => edits.Code.Member(indent, $"private readonly {type} {member} = {name};"));
        return member;
    }

    private static bool New(TreeEdits edits, ClassDeclarationSyntax declaration, string type, string name)
    {
        if (edits.Root.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: < LanguageVersion.CSharp12 })
        {
            return false;
        }

        edits.Change(declaration, current =>
        {
            var end = current.TypeParameterList?.GetLastToken() ?? current.Identifier;
            return current.ReplaceToken(end, end.WithTrailingTrivia())
                .WithParameterList(SyntaxFactory.ParseParameterList($"({type} {name})").WithTrailingTrivia(end.TrailingTrivia));
        });
        return true;
    }

    // Last, but before what callers may leave out.
    private static void AddParameter(TreeEdits edits, ParameterListSyntax list, string type, string name)
    {
        var optional = list.Parameters.IndexOf(static candidate => candidate.Default is not null || candidate.Modifiers.Any(SyntaxKind.ParamsKeyword));
        var isColumn = list.Parameters.LastOrDefault() is { } last && !edits.Style.IsBehindCode(last.GetFirstToken());
        SyntaxTrivia? newLine = isColumn ? edits.Style.LineBreak : null;
        edits.Change(list, current =>
        {
            var added = SyntaxFactory.ParseParameterList($"({type} {name})").Parameters[0];
            return current.WithParameters(optional < 0
                ? current.Parameters.Appended(added, newLine)
                : current.Parameters.InsertedBefore(optional, added, newLine));
        });
    }

    private static void AddField(TreeEdits edits, FieldDeclarationSyntax? behind, ConstructorDeclarationSyntax constructor, string field)
    {
        if (behind is not null)
        {
            edits.Beside(behind, indent => edits.Code.Member(indent, field));
            return;
        }

        // A blank line in front of the constructor now parts the field from what stands above it.
        var isParted = constructor.GetLeadingTrivia() is [var first, ..] && first.IsKind(SyntaxKind.EndOfLineTrivia);
        edits.Before(constructor, () =>
        {
            var made = edits.Code.Member(edits.Style.IndentBeside(constructor), field);
            return [isParted
                ? made.WithLeadingTrivia(made.GetLeadingTrivia().Insert(0, edits.Style.LineBreak))
                : made.WithTrailingTrivia(made.GetTrailingTrivia().Add(edits.Style.LineBreak))];
        });
    }

    private static void Assign(TreeEdits edits, ConstructorDeclarationSyntax constructor, AssignmentExpressionSyntax? kept, string assigned)
    {
        var style = edits.Style;
        if (constructor.ExpressionBody is not null)
        {
            var indent = style.IndentBeside(constructor);
            edits.Change(constructor, current =>
            {
                var statements = edits.Code.Statements(indent + style.Unit, [NewCode.Place + ";", assigned]);
                var own = (StatementSyntax)NewCode.Filled(statements[0], current.ExpressionBody!.Expression.WithoutTrivia());
                return current.WithBlock(statements.Replace(statements[0], own), indent, style);
            });
        }
        else if (kept?.Parent is StatementSyntax statement)
        {
            edits.Beside(statement, indent => edits.Code.Statements(indent, [assigned])[0]);
        }
        else if (constructor.Body is { } body)
        {
            edits.AtStart(body, () => edits.Code.Statements(style.IndentIn(body), [assigned]));
        }
    }

    // The first name that nothing in the outermost type, nor anything that the class inherits, is called, with or without an underscore.
    private static string? Unused(TypeDeclarationSyntax declaration, IEnumerable<string> names, SemanticModel model)
    {
        var outermost = declaration.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Last();
        var taken = new HashSet<string>(outermost.DescendantTokens().Select(static token => token.ValueText)
            .Concat(Members(model.GetDeclaredSymbol(declaration))).Select(static name => name.TrimStart('_')), StringComparer.Ordinal);
        return names.FirstOrDefault(name => !taken.Contains(name));
    }

    // Other parts and base types have members too.
    private static IEnumerable<string> Members(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            foreach (var member in type.GetMembers().Where(static member => member is IFieldSymbol or IPropertySymbol))
            {
                yield return member.Name;
            }
        }
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
