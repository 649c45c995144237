using System.Collections.Immutable;
using System.Reflection;
using GracefulAnalyzers.Plans;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace GracefulAnalyzers.Tests.Plans;

/// <summary>What a rule tells its fix arrives as it was said; what cannot be read says nothing.</summary>
public sealed class PlanCodecTests
{
    private const int Rounds = 40;

    private static readonly SyntaxTree Tree = CSharpSyntaxTree.ParseText(new string(' ', 1000));

    private static readonly string[] Texts =
        ["", "!", "|", ";", ",", "=", "%", "%7C", "a|b;c,d", "\n\r\t", "\"x\" => {y}", "é 漢 🛑", "cancellationToken", "null", "True", " ", "\\", "+&?#"];

    public static TheoryData<string> Records => [.. PlanCodec.Records.Select(static record => record.Name).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Records))]
    public void A_step_arrives_as_it_was_said(string name)
    {
        var record = PlanCodec.Records.Single(candidate => candidate.Name == name);
        var random = new Random(name.Length);
        for (var round = 0; round < Rounds; round++)
        {
            var step = Make(record, random);
            var plan = FixPlan.Of(step);
            var read = PlanCodec.Read(PlanCodec.Spell(plan), PlanCodec.Locations(plan));
            Assert.Equal(Describe(step), Describe(Assert.Single(read.Steps)));
        }
    }

    [Fact]
    public void A_plan_of_many_steps_keeps_their_order()
    {
        var random = new Random(4711);
        var records = PlanCodec.Records.OrderBy(static record => record.Name, StringComparer.Ordinal).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            var plan = FixPlan.Of(Enumerable.Range(0, random.Next(0, 12)).Select(_ => Make(records[random.Next(records.Length)], random)));
            var read = PlanCodec.Read(PlanCodec.Spell(plan), PlanCodec.Locations(plan));
            Assert.Equal(plan.Steps.Select(Describe), read.Steps.Select(Describe));
        }
    }

    [Fact]
    public void Every_record_belongs_to_one_language_and_no_name_is_used_twice()
    {
        Assert.NotEmpty(PlanCodec.Records);
        Assert.All(PlanCodec.Records, static record => Assert.True(record.IsSealed, $"{record.Name} is neither abstract nor sealed."));
        Assert.Equal(PlanCodec.Records.Count(), PlanCodec.Records.Select(static record => record.Name).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("Unheard|a")]
    [InlineData("PassToken")]
    [InlineData("PassToken|a|!")]
    [InlineData("PassToken|a|!|x")]
    [InlineData("PassToken|a|!|1|more")]
    [InlineData("KeepTask|True|perhaps")]
    [InlineData("KeepTask|!|True")]
    [InlineData("AwaitKept|_work|Sometimes")]
    [InlineData("AwaitKept|_work|0")]
    [InlineData("DropCall;DropCall")]
    [InlineData("DropCall;")]
    [InlineData("FixStep")]
    public void What_cannot_be_read_says_nothing(string spelled) => Assert.Empty(PlanCodec.Read(spelled, [At(3)]).Steps);

    [Fact]
    public void A_plan_in_two_languages_is_in_neither()
    {
        var plan = FixPlan.Of(new DropCall(At(1)), new WaitAfter(At(2)));
        Assert.Null(plan.As<TokenStep>());
        Assert.Null(plan.As<DrainStep>());
        Assert.Null(FixPlan.Empty.As<TokenStep>());
        Assert.Equal(2, plan.As<FixStep>()!.Value.Length);
    }

    private static Location At(int start) => Location.Create(Tree, new TextSpan(start, 2));

    private static FixStep Make(Type record, Random random) => (FixStep)record.GetConstructors()[0].Invoke(
        [.. record.GetConstructors()[0].GetParameters()
            .Select(parameter => MayBeNull(parameter) && random.Next(3) == 0 ? null : Value(parameter.ParameterType, random))]);

    private static bool MayBeNull(ParameterInfo parameter) => new NullabilityInfoContext().Create(parameter).ReadState == NullabilityState.Nullable;

    private static object? Value(Type type, Random random) => type switch
    {
        _ when type == typeof(Location) => At(random.Next(0, 900)),
        _ when type == typeof(string) => Texts[random.Next(Texts.Length)],
        _ when type == typeof(bool) => random.Next(2) == 0,
        _ when type == typeof(int?) => random.Next(-5, 5000),
        _ when type == typeof(ImmutableArray<string>) =>
            Enumerable.Range(0, random.Next(0, 4)).Select(_ => Texts[random.Next(Texts.Length)]).ToImmutableArray(),
        { IsEnum: true } => Enum.GetValues(type).GetValue(random.Next(Enum.GetValues(type).Length)),
        _ => throw new InvalidOperationException($"The codec has no way to write a {type.Name}."),
    };

    // Lists are compared by their items, which a record does not do.
    private static string Describe(FixStep step) =>
        step.GetType().Name + string.Concat(step.GetType().GetProperties().OrderBy(static property => property.Name, StringComparer.Ordinal)
        .Where(static property => property.Name != "EqualityContract")
        .Select(property => $"\n{property.Name}: " + (property.GetValue(step) switch
        {
            null => "null",
            Location at => at.SourceSpan.ToString(),
            ImmutableArray<string> items => string.Join("\n - ", items.Select(static item => $"<{item}>").Prepend("")),
            var value => $"<{value}>",
        })));
}
