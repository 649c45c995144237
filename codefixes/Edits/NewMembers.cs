using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.CodeFixes.Edits;

/// <summary>New members of a user's type: named as the type names its own, put where a reader looks for them.</summary>
/// <param name="type">The type.</param>
/// <param name="declaration">The declaration, one of perhaps several parts, that gets what is new.</param>
/// <param name="edits">The edits of the declaration's file.</param>
internal sealed class NewMembers(INamedTypeSymbol type, TypeDeclarationSyntax declaration, TreeEdits edits)
{
    private readonly HashSet<string> _taken = new(Names(type), StringComparer.Ordinal);
    private readonly string _prefix = Prefix(type);
    private readonly List<string> _fields = [];

    public INamedTypeSymbol Type => type;

    public TypeDeclarationSyntax Declaration => declaration;

    /// <summary>All declarations of the type, in whichever file.</summary>
    public IReadOnlyList<TypeDeclarationSyntax> Parts { get; } =
        [.. type.DeclaringSyntaxReferences.Select(static part => part.GetSyntax()).OfType<TypeDeclarationSyntax>()];

    public TreeEdits Edits => edits;

    public string Unit => edits.Style.Unit;

    /// <summary>How far the type's members are indented.</summary>
    public string Indent { get; } = declaration.Members.Count > 0 ? edits.Style.IndentBeside(declaration.Members[0]) : edits.Style.IndentIn(declaration);

    /// <summary>A name for a private field after the type's own habit, not yet taken.</summary>
    public string FieldName(string word)
    {
        var name = _prefix + word;
        for (var number = 2; !_taken.Add(name); number++)
        {
            name = _prefix + word + number;
        }

        return name;
    }

    /// <summary>A method name that is not yet taken.</summary>
    public string MethodName(string word)
    {
        var name = word + "Async";
        for (var number = 2; !_taken.Add(name); number++)
        {
            name = word + number + "Async";
        }

        return name;
    }

    public void AddField(string field) => _fields.Add(field);

    /// <summary>Adds a method behind another one of the same part, or at the end of the type.</summary>
    public void AddMethod(MemberDeclarationSyntax? behind, params string[] lines) => AddMethod(behind, () => edits.Code.Member(Indent, lines));

    /// <param name="method">Asked when everything else inside the type is done.</param>
    public void AddMethod(MemberDeclarationSyntax? behind, Func<MemberDeclarationSyntax> method)
    {
        var last = behind is not null && declaration.Members.Contains(behind) ? behind : declaration.Members.LastOrDefault();
        if (last is null)
        {
            edits.AtStart(declaration, () => [method()]);
            return;
        }

        var isFollowed = last != declaration.Members.Last()
            && !last.GetLastToken().GetNextToken().LeadingTrivia.Any(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        edits.After(last, () => [Parted(method(), isFollowed)]);
    }

    public void AddInterface(string name) => edits.Change(declaration, current => current.Implementing(name));

    /// <summary>Writes the collected fields behind the type's last field, else before its first member.</summary>
    public void Flush()
    {
        if (_fields.Count == 0)
        {
            return;
        }

        if (declaration.Members.LastOrDefault(static member => member is FieldDeclarationSyntax) is { } field)
        {
            edits.After(field, () => _fields.Select(text => edits.Code.Member(Indent, text)));
        }
        else
        {
            edits.AtStart(declaration, () => _fields.Select((text, index) => edits.Code.Member(Indent, text) is var made
                && index == _fields.Count - 1 && declaration.Members.Count > 0
                    ? made.WithTrailingTrivia(made.GetTrailingTrivia().Add(edits.Style.LineBreak))
                    : made));
        }
    }

    private MemberDeclarationSyntax Parted(MemberDeclarationSyntax method, bool isFollowed)
    {
        method = method.WithLeadingTrivia(method.GetLeadingTrivia().Insert(0, edits.Style.LineBreak));
        return isFollowed ? method.WithTrailingTrivia(method.GetTrailingTrivia().Add(edits.Style.LineBreak)) : method;
    }

    private static IEnumerable<string> Names(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var name in current.MemberNames)
            {
                yield return name;
            }
        }

        // A primary constructor's parameter is a name like a field's.
        foreach (var parameter in type.InstanceConstructors.SelectMany(static constructor => constructor.Parameters))
        {
            yield return parameter.Name;
        }
    }

    private static string Prefix(INamedTypeSymbol type)
    {
        var own = type.GetMembers().OfType<IFieldSymbol>()
            .Where(static field => field is { IsImplicitlyDeclared: false, IsStatic: false, IsConst: false, DeclaredAccessibility: Accessibility.Private })
            .Select(static field => field.Name).ToList();
        return own.Count == 0 || own.Exists(static name => name.StartsWith("_", StringComparison.Ordinal)) ? "_"
            : own.TrueForAll(static name => name.StartsWith("m_", StringComparison.Ordinal)) ? "m_" : "";
    }
}
