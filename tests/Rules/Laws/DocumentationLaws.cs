using System.Text.RegularExpressions;
using GracefulAnalyzers.Tests.Harness;

namespace GracefulAnalyzers.Tests.Laws;

/// <summary>Code that we tell people to write compiles, and none of our own rules objects to it.</summary>
public partial class DocumentationLaws
{
    public static TheoryData<string, int> Fences
    {
        get
        {
            var fences = new TheoryData<string, int>();
            // The guides for contributors show our own data files, which no user's project could compile.
            foreach (var file in Directory.EnumerateFiles(Repository.At("docs"), "*.md").Select(Path.GetFileName).OfType<string>()
                .Where(static name => !name.StartsWith("adding-", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            {
                for (var i = 0; i < CSharpFence().Count(Text(file)); i++)
                {
                    fences.Add(file, i);
                }
            }

            return fences;
        }
    }

    [Theory]
    [MemberData(nameof(Fences))]
    public Task Code_in_the_guides_compiles_and_is_silent(string file, int index)
    {
        var code = CSharpFence().Matches(Text(file))[index].Groups["code"].Value;
        return Verify.ReportsAsync(Sample.Of(code, name: $"docs/{file} fence {index + 1}"), Product.Shipped);
    }

    private static string Text(string file) => Repository.Read(Repository.At("docs", file))!;

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CSharpFence();
}
