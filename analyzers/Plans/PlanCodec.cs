using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Plans;

/// <summary>
/// Plans as they travel with a diagnostic: places as additional locations, everything else as one property. A step reads
/// <c>Record|value|value</c>, steps are parted by semicolons, and values are escaped.
/// </summary>
internal static class PlanCodec
{
    public const string Key = "plan";

    private const char BetweenSteps = ';';
    private const char BetweenValues = '|';
    private const char BetweenItems = ',';

    // No text: an escaped value has no such character.
    private const string Nothing = "!";

    private static readonly ImmutableDictionary<string, ConstructorInfo> Words = typeof(FixStep).Assembly.GetTypes()
        .Where(static type => !type.IsAbstract && typeof(FixStep).IsAssignableFrom(type))
        .ToImmutableDictionary(static type => type.Name, static type => type.GetConstructors()[0], StringComparer.Ordinal);

    /// <summary>The records that a plan can hold.</summary>
    public static IEnumerable<Type> Records => Words.Values.Select(static word => word.DeclaringType);

    public static ImmutableArray<Location> Locations(FixPlan plan) => plan.Steps.Select(static step => step.Where).ToImmutableArray();

    public static string Spell(FixPlan plan) => string.Join(BetweenSteps.ToString(), plan.Steps.Select(Spell));

    /// <summary>The inverse of <see cref="Spell(FixPlan)"/>; a plan that cannot be read is an empty one, and its fix offers nothing.</summary>
    public static FixPlan Read(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(Key, out var text) ? Read(text ?? "", diagnostic.AdditionalLocations) : FixPlan.Empty;

    /// <inheritdoc cref="Read(Diagnostic)"/>
    public static FixPlan Read(string spelled, IReadOnlyList<Location> places)
    {
        var words = spelled.Length == 0 ? [] : spelled.Split(BetweenSteps);
        if (words.Length != places.Count)
        {
            return FixPlan.Empty;
        }

        var steps = words.Select((word, index) => ReadStep(word, places[index])).ToList();
        return steps.Contains(null) ? FixPlan.Empty : FixPlan.Of(steps!);
    }

    private static string Spell(FixStep step) => string.Join(BetweenValues.ToString(), Words[step.GetType().Name].GetParameters().Skip(1)
        .Select(parameter => Spell(step.GetType().GetProperty(parameter.Name).GetValue(step)))
        .Prepend(step.GetType().Name));

    private static string Spell(object? value) => value switch
    {
        null => Nothing,
        ImmutableArray<string> items => string.Join(BetweenItems.ToString(), items.Select(static item => Spell(item)).Append("")),
        _ => Uri.EscapeDataString(Convert.ToString(value, CultureInfo.InvariantCulture)),
    };

    private static FixStep? ReadStep(string spelled, Location place)
    {
        var values = spelled.Split(BetweenValues);
        if (!Words.TryGetValue(values[0], out var record) || record.GetParameters() is not { } parameters || parameters.Length != values.Length)
        {
            return null;
        }

        var arguments = new object?[parameters.Length];
        arguments[0] = place;
        for (var index = 1; index < parameters.Length; index++)
        {
            if (!TryRead(values[index], parameters[index].ParameterType, out arguments[index]))
            {
                return null;
            }
        }

        return (FixStep)record.Invoke(arguments);
    }

    private static bool TryRead(string spelled, Type type, out object? value)
    {
        value = null;
        if (spelled == Nothing)
        {
            return !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;
        }

        if (type == typeof(ImmutableArray<string>))
        {
            var items = spelled.Split(BetweenItems);
            value = items.Take(items.Length - 1).Select(Uri.UnescapeDataString).ToImmutableArray();
            return true;
        }

        var text = Uri.UnescapeDataString(spelled);
        value = (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            var wanted when wanted == typeof(string) => text,
            var wanted when wanted == typeof(bool) => bool.TryParse(text, out var flag) ? flag : null,
            var wanted when wanted == typeof(int) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null,
            { IsEnum: true } wanted => Enum.IsDefined(wanted, text) ? Enum.Parse(wanted, text) : null,
            _ => null,
        };
        return value is not null;
    }
}
