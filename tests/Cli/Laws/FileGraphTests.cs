using GracefulAnalyzers.Tests.Laws;

namespace GracefulAnalyzers.Cli.Tests.Laws;

/// <summary>The laws of folders can fail: small programs that break them.</summary>
public sealed class FileGraphTests
{
    private static readonly Dictionary<string, string> Cyclic = new()
    {
        ["Low/Base.cs"] = "namespace Low; internal static class Base { public const int Size = 1; public static T Get<T>() where T : new() => new(); "
            + "public static object Top => Get<High.Roof>(); }",
        ["Middle/Wall.cs"] = "using Low; namespace Middle; internal sealed class Wall { public int Size => Base.Size; }",
        ["High/Roof.cs"] = "using Middle; namespace High; internal sealed class Roof { public Wall? Wall { get; set; } }",
        ["High/Chimney.cs"] = "/* Low.Base */ namespace High; internal sealed class Chimney { }",
    };

    [Fact]
    public void A_cycle_is_named_by_its_files_types_and_lines()
    {
        var graph = FileGraph.Of(Cyclic, Platform.Assemblies);

        IReadOnlyList<string> cycle = Assert.Single(graph.Cycles);
        Assert.Equal(["High/Roof.cs", "Low/Base.cs", "Middle/Wall.cs"], cycle);
        Assert.Equal(["High", "Low", "Middle"], Assert.Single(graph.FolderCycles()));
        Assert.Contains("Low/Base.cs:1 (Base) uses Roof of High/Roof.cs", graph.Describe(cycle), StringComparison.Ordinal);
        Assert.Contains("Middle/Wall.cs:1 (Wall) uses Base of Low/Base.cs", graph.DescribeFolders(["Low", "Middle"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_use_against_the_order_and_a_folder_without_a_place_are_offences()
    {
        var graph = FileGraph.Of(Cyclic, Platform.Assemblies);

        Assert.Equal(["Low/Base.cs:1 (Base) uses Roof of High/Roof.cs, and High comes after Low"], new FolderOrder("Low", "Middle", "High").Offences(graph));
        Assert.Contains("Middle/Wall.cs lies in no folder of the order", new FolderOrder("High", "Low").Offences(graph));
        Assert.Equal(["Attic"], new FolderOrder("Low", "Middle", "High", "Attic").Unused(graph));
    }

    [Fact]
    public void What_each_kind_of_use_binds_to_counts()
    {
        var graph = FileGraph.Of(
            new Dictionary<string, string>
            {
                ["Mark.cs"] = "internal sealed class MarkAttribute : Attribute { }",
                ["Number.cs"] = "internal struct Number { public static implicit operator Number(int value) => default; }",
                ["Money.cs"] = "internal struct Money { public static int operator +(Money left, Money right) => 1; }",
                ["Purse.cs"] = "internal static class Purse { public static Money Left; public static Money Right; }",
                ["Extensions.cs"] = "internal static class Extensions { public static int Twice(this int value) => value * 2; }",
                ["Colour.cs"] = "internal enum Colour { Red }",
                ["Pair.cs"] = "internal sealed record Pair(int Left, int Right) { public static Pair Of() => new(1, 2); }",
                ["Uses/Mark.cs"] = "[Mark] internal sealed class Marked { }",
                ["Uses/Conversion.cs"] = "internal static class Conversion { public static void Of() => Uses.Take(1); }",
                ["Uses/Operator.cs"] = "internal static class Operator { public static int Of() => Purse.Left + Purse.Right; }",
                ["Uses/Extension.cs"] = "internal static class Extension { public static int Of() => 1.Twice(); }",
                ["Uses/Constant.cs"] = "internal static class Constant { public static string Of() => nameof(Colour.Red); }",
                ["Uses/Inferred.cs"] = "internal static class Inferred { public static int Of() { var pair = Uses.Make(); return pair.Left; } }",
                ["Uses/Uses.cs"] = "internal static class Uses { public static Pair Make() => Pair.Of(); public static void Take(Number number) { } }",
            },
            Platform.Assemblies);

        Assert.Equal(
            [
                "Purse.cs Money",
                "Uses/Constant.cs Colour",
                "Uses/Conversion.cs Number",
                "Uses/Conversion.cs Uses",
                "Uses/Extension.cs Extensions",
                "Uses/Inferred.cs Pair",
                "Uses/Inferred.cs Uses",
                "Uses/Mark.cs MarkAttribute",
                "Uses/Operator.cs Money",
                "Uses/Operator.cs Purse",
                "Uses/Uses.cs Number",
                "Uses/Uses.cs Pair",
            ],
            graph.Uses.Select(use => $"{use.From} {use.Type}").Order(StringComparer.Ordinal));
        Assert.Empty(graph.Cycles);
    }

    [Fact]
    public void Sources_that_do_not_compile_tell_nothing()
    {
        var lost = new Dictionary<string, string> { ["Lost.cs"] = "internal sealed class Lost : Nowhere { }" };

        var unreadable = Assert.Throws<InvalidOperationException>(() => FileGraph.Of(lost, Platform.Assemblies));

        Assert.Contains("Nowhere", unreadable.Message, StringComparison.Ordinal);
    }
}
