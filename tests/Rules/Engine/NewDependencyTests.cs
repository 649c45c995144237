using GracefulAnalyzers.CodeFixes.Edits;
using GracefulAnalyzers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.Tests.Engine;

/// <summary>A dependency of any type is taken the way in which the class takes those that it has.</summary>
public class NewDependencyTests
{
    [Theory]
    [InlineData("class C(int count)\n{\n}\n", "class C(int count, ILog<C> log)\n{\n}\n", "log")]
    [InlineData("class C : object // plain\n{\n}\n", "class C(ILog<C> log) : object // plain\n{\n}\n", "log")]
    [InlineData("class C\n{\n}\n", "class C(ILog<C> log)\n{\n}\n", "log")]
    [InlineData("class C<T>\n    where T : class;\n", "class C<T>(ILog<C> log)\n    where T : class;\n", "log")]
    [InlineData("class C(int log);\n", "class C(int log, ILog<C> logger);\n", "logger")]
    [InlineData("class C(int count)\n{\n    private readonly int m_count = count;\n}\n",
        "class C(int count, ILog<C> log)\n{\n    private readonly int m_count = count;\n    private readonly ILog<C> m_log = log;\n}\n", "m_log")]
    [InlineData("class C\n{\n    /// <summary>Made.</summary>\n    public C() { }\n}\n",
        "class C\n{\n    private readonly ILog<C> _log;\n\n    /// <summary>Made.</summary>\n    public C(ILog<C> log)\n    {\n"
            + "        _log = log;\n    }\n}\n", "_log")]
    [InlineData("class C {\n    int _count;\n\n    C(\n        int count /* many */) => _count = count; // kept\n\n    void Go() {\n    }\n}\n",
        "class C {\n    int _count;\n    private readonly ILog<C> _log;\n\n    C(\n        int count, /* many */\n        ILog<C> log) {\n"
            + "        _count = count;\n        _log = log;\n    } // kept\n\n    void Go() {\n    }\n}\n", "_log")]
    [InlineData("class C\n{\n    C(\n        int count,\n        /* few */ int step = 1)\n    {\n        // Nothing yet.\n        Go();\n    }\n\n"
        + "    void Go() { }\n}\n",
        "class C\n{\n    private readonly ILog<C> _log;\n\n    C(\n        int count,\n        ILog<C> log,\n        /* few */ int step = 1)\n    {\n"
            + "        _log = log;\n        // Nothing yet.\n        Go();\n    }\n\n    void Go() { }\n}\n", "_log")]
    [InlineData("class C { int count; C(int count) { this.count = count; } }\n",
        "class C { int count; private readonly ILog<C> log; C(int count, ILog<C> log) { this.count = count; this.log = log; } }\n", "log")]
    public void Goes_where_the_others_are(string before, string after, string member)
    {
        var (edits, name) = Add(before);
        Assert.Equal(member, name);
        Assert.Equal(after, edits.Apply().ToFullString());
    }

    [Theory]
    [InlineData("class C { C() { } C(int count) { } }\n", LanguageVersion.CSharp12)]
    [InlineData("class C { }\n", LanguageVersion.CSharp11)]
    [InlineData("class C { int log; int logger; }\n", LanguageVersion.CSharp12)]
    [InlineData("class B { protected int log, _logger; } class C : B { }\n", LanguageVersion.CSharp12)]
    [InlineData("partial class C { }\n", LanguageVersion.CSharp12, "partial class C { C() { } }\n")]
    public void Is_refused(string code, LanguageVersion version, string other = "")
    {
        var (edits, name) = Add(code, version, other);
        Assert.Null(name);
        Assert.Equal(code, edits.Apply().ToFullString());
    }

    private static (TreeEdits Edits, string? Name) Add(string code, LanguageVersion version = LanguageVersion.CSharp12, string other = "")
    {
        var options = new CSharpParseOptions(version);
        var tree = CSharpSyntaxTree.ParseText(code, options);
        var compilation = CSharpCompilation.Create("Dependency", [tree, CSharpSyntaxTree.ParseText(other + "interface ILog<T>;", options)]);
        var edits = new TreeEdits(tree.GetRoot(), new FileStyle(tree.GetRoot()));
        var declaration = tree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>().Single(type => type.Identifier.ValueText == "C");
        return (edits, NewDependency.Add(edits, declaration, "ILog<C>", ["log", "logger"], compilation.GetSemanticModel(tree)));
    }
}
