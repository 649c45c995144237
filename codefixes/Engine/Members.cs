using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.CodeFixes.Engine;

/// <summary>New members of a user's type: named as the type names its own, put where a reader looks for them.</summary>
internal sealed class Members
{
    private readonly INamedTypeSymbol _type;
    private readonly TypeDeclarationSyntax _declaration;
    private readonly Document _document;
    private readonly MemberEdits _edits;
    private readonly HashSet<string> _taken;
    private readonly string _prefix;
    private readonly List<string> _fields = [];

    public Members(INamedTypeSymbol type, TypeDeclarationSyntax declaration, Document document, Layout layout, MemberEdits edits)
    {
        _type = type;
        _declaration = declaration;
        _document = document;
        _edits = edits;
        Layout = layout;
        Unit = layout.UnitOf(declaration);
        Indent = layout.IndentAt(declaration.OpenBraceToken.SpanStart) + Unit;
        _taken = new HashSet<string>(Names(type), StringComparer.Ordinal);
        _prefix = Prefix(type);
    }

    public Layout Layout { get; }

    public string Unit { get; }

    /// <summary>How far the type's members are indented.</summary>
    public string Indent { get; }

    /// <summary>The declaration, one of perhaps several parts, that gets what is new.</summary>
    public TypeDeclarationSyntax Declaration => _declaration;

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

    public void AddField(string declaration) => _fields.Add(declaration);

    /// <summary>Adds a method behind another one of the same part, or at the end of the type.</summary>
    public void AddMethod(IEnumerable<string> lines, MemberDeclarationSyntax? behind)
    {
        var last = behind is not null && _declaration.Members.Contains(behind) ? behind : _declaration.Members.LastOrDefault();
        var text = Layout.Lines(Indent, lines);
        if (last is null)
        {
            _edits.Insert(_document, _declaration.OpenBraceToken.FullSpan.End, text);
            return;
        }

        var isFollowed = last.GetLastToken().GetNextToken() is var next && next != _declaration.CloseBraceToken
            && !next.LeadingTrivia.Any(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        _edits.Insert(_document, Layout.LinesOf(last).End, Layout.NewLine + text + (isFollowed ? Layout.NewLine : ""));
    }

    public void AddInterface(string name)
    {
        if (_declaration.BaseList is { Types: [.., var last] })
        {
            _edits.Insert(_document, last.Span.End, ", " + name);
        }
        else
        {
            var end = _declaration.ParameterList?.Span.End ?? _declaration.TypeParameterList?.Span.End ?? _declaration.Identifier.Span.End;
            _edits.Insert(_document, end, " : " + name);
        }
    }

    /// <summary>Writes the collected fields behind the type's last field, else before its first member.</summary>
    public void Flush()
    {
        if (_fields.Count == 0)
        {
            return;
        }

        if (_declaration.Members.LastOrDefault(static member => member is FieldDeclarationSyntax) is { } field)
        {
            _edits.Insert(_document, Layout.LinesOf(field).End, Layout.Lines(Indent, _fields));
        }
        else
        {
            _edits.Insert(_document, _declaration.OpenBraceToken.FullSpan.End,
                Layout.Lines(Indent, _fields) + (_declaration.Members.Count > 0 ? Layout.NewLine : ""));
        }
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
