using GracefulAnalyzers.Tests.Harness;
using GracefulAnalyzers.Tests.Harness.Layouts;

namespace GracefulAnalyzers.Tests.HarnessTests;

/// <summary>Each layout writes what its name says, and what a fix must not do in it is seen.</summary>
public class LayoutTests
{
    private const string Code = """
        using System.Text;

        /// <summary>Waits.</summary>
        public sealed class Waiter
        {
            private int _count; // so far

            public async Task WaitAsync(string name)
            {
                try // once
                {
                    await Task.Delay(5); // GRACE3003
                }
                catch (IOException)
                {
                    _count++;
                }
            }

            public override string ToString() => $"{_count} times";
        }

        """;

    public static TheoryData<string, string, string> Written => new()
    {
        { "K&R", "Code.cs", "public sealed class Waiter {\n    private int _count; // so far\n" },
        { "K&R", "Code.cs", "        try { // once\n            await Task.Delay(5);\n        } catch (IOException) {\n" },
        { "one line", "Code.cs", "using System.Text;\n/** <summary>Waits.</summary> */ public sealed class Waiter { private int" },
        { "one line", "Code.cs", "private int _count; /* so far */ public async Task WaitAsync(string name) { try" },
        { "one line", "Code.cs", "{ try /* once */ { await Task.Delay(5); } catch (IOException) { _count++; } }" },
        { "tabs and CRLF", "Code.cs", "{\r\n\tprivate int _count; // so far\r\n\r\n\tpublic" },
        { "comments everywhere", "Code.cs", "using/*1*/ System/*2*/./*3*/Text/*4*/;/*5*/\n" },
        { "comments everywhere", "Code.cs", " $\"{_count} times\"/*" },
        { "markers kept", "Code.cs", "await Task.Delay(5); // GRACE3003\n" },
        { "regions", "Code.cs", "{\n    #region Members of Waiter\n    private int" },
        { "regions", "Code.cs", "    {\n        #region Body 1\n        try // once\n" },
        { "regions", "Code.cs", "        }\n    #endregion Body 1\n    }\n" },
        { "conditions", "Code.cs", "#if !NEVER\n\n/// <summary>Waits.</summary>\npublic" },
        { "conditions", "Code.cs", "            #if !NEVER\n            await Task.Delay(5);\n        #endif\n        }\n" },
        { "partial in two files", "Code.cs", "public sealed partial class Waiter\n{\n    private int _count; // so far\n\n    public async" },
        { "partial in two files", "Code.Rest.cs", "public sealed partial class Waiter\n{\n    public override string ToString()" },
        { "this.", "Code.cs", "            this._count++;\n" },
        { "this.", "Code.cs", "$\"{this._count} times\";\n" },
        { "block namespace", "Code.cs", "using System.Text;\n\nnamespace Contoso.Services\n{\n    /// <summary>Waits.</summary>\n    public sealed" },
        { "file-scoped namespace", "Code.cs", "using System.Text;\n\nnamespace Contoso.Services;\n\n/// <summary>Waits.</summary>\npublic sealed" },
    };

    public static TheoryData<string> Names => [.. Layout.All.Select(static layout => layout.Name)];

    [Theory]
    [MemberData(nameof(Written))]
    public void A_layout_writes_what_its_name_says(string layout, string file, string part) =>
        Assert.Contains(part, Lay(layout).Single(laid => laid.Name == file).Root.ToFullString(), StringComparison.Ordinal);

    /// <summary>Whatever was moved, added or commented, the words are those of the page.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_layout_says_what_the_page_says(string name)
    {
        var layout = Named(name);
        var files = Lay(name).Select(static file => file with { Root = Tracked.Unit(file.Root.ToFullString()) }).ToArray();
        var page = layout.LayExpected(Sample.Of(Code))!;
        Assert.Equal(Flat(layout.Words(page)), Flat(layout.Words(files)));
        var comments = Spoken.CommentsOf(page.Select(static file => file.Root)).ToArray();
        Assert.Equal(["documentation <summary>Waits.</summary>", "once", "so far"], comments);
        Assert.Empty(comments.Except(Spoken.CommentsOf(files.Select(static file => file.Root))));
    }

    [Theory]
    [InlineData("K&R", "if (a) {\n}\n", "if (a) {\n}\nelse\n{\n}\n", 2)]
    [InlineData("K&R", "if (a) {\n}\n", "if (a) {\n} else {\n}\n", 0)]
    [InlineData("K&R", "if (a)\n{\n}\n", "if (b)\n{\n}\n", 0)]
    [InlineData("tabs and CRLF", "\ta;\r\n", "\ta;\r\n\tb;\n    c;\r\n", 2)]
    [InlineData("tabs and CRLF", "\ta;\r\n  b;\r\n", "  b;\r\n\tc(@\"\r\n  d\");\r\n", 0)]
    public void A_lapse_of_style_is_seen(string layout, string before, string after, int lapses) =>
        Assert.Equal(lapses, Named(layout).Lapses(before, after).Count());

    /// <summary>A comment and a directive are gone, another comes twice, a token is new, and the code does not compile.</summary>
    [Fact]
    public async Task Harm_is_seen()
    {
        const string Before = "#region A\nclass A { /*1*/ int B; /*2*/ }\n#endregion\n";
        const string After = "class A { /*2*/ int B /*2*/ }\n";
        var project = Projects.Open(Sample.Of(Before));
        var document = project.Documents.Single(static d => d.Name == "Code.cs");
        var mended = document.WithText(Microsoft.CodeAnalysis.Text.SourceText.From(After)).Project;
        var laid = Layout.Plainly(Sample.Of(Before));

        var outcome = await Mended.OfAsync(mended, await project.FilesAsync());

        Assert.Equal(["syntax errors", "directives"], outcome.Harm(laid, Named("regions")).Select(static c => c.Kind));
        Assert.Equal([("comments", "lost: '1'")], outcome.LostComments());
        var other = outcome.OtherThan(laid, [], Named("regions"), Sample.Of(Before)).ToArray();
        Assert.Equal(["other tokens", "comments"], other.Select(static c => c.Kind));
    }

    private static IEnumerable<string> Flat(IEnumerable<KeyValuePair<string, System.Collections.Immutable.ImmutableArray<string>>> words) =>
        words.SelectMany(static file => file.Value.Prepend(file.Key));

    private static IReadOnlyList<Laid> Lay(string layout) => Named(layout).Of(Sample.Of(Code))!;

    private static Layout Named(string name) => Layout.All.Single(layout => layout.Name == name);
}
