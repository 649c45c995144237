using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Code;

/// <summary>Reads how long a wait is, where the source says so.</summary>
internal sealed class Durations(Bodies bodies)
{
    // A constant can be defined by another one.
    private const int MaxDepth = 4;

    /// <summary>The time that a value stands for, at most where chance decides; numbers are milliseconds, and what never ends is
    /// <see cref="TimeSpan.MaxValue"/>.
    /// Null when it is not constant.</summary>
    public TimeSpan? Of(IOperation value) => Of(value, MaxDepth);

    private TimeSpan? Of(IOperation value, int left)
    {
        value = value.Unwrapped();
        if (Number(value) is { } milliseconds)
        {
            return milliseconds < 0 ? TimeSpan.MaxValue : Span(milliseconds, TimeSpan.TicksPerMillisecond);
        }

        return value switch
        {
            _ when left == 0 => null,
            IInvocationOperation { TargetMethod: var factory } call when UnitOf(factory.Name) is { } unit && factory.ContainingType.IsTimeSpan() =>
                OfFactory(call, unit),
            IObjectCreationOperation creation when creation.Type.IsTimeSpan() => OfParts(creation),
            IFieldReferenceOperation { Field: var field } when field.IsMember("System.Threading.Timeout", nameof(Timeout.InfiniteTimeSpan)) =>
                TimeSpan.MaxValue,
            IFieldReferenceOperation { Field: var field } when field.IsMember("System.TimeSpan", nameof(TimeSpan.Zero)) => TimeSpan.Zero,
            IFieldReferenceOperation { Field: { IsReadOnly: true } field } when bodies.Declares(field) =>
                Only(bodies.FactsOf(field.ContainingType).AssignedTo(field), left),
            ILocalReferenceOperation local => Only(ReachingValues.Of(local), left),
            _ => null,
        };
    }

    private TimeSpan? Only(IEnumerable<IOperation> values, int left) =>
        values.Take(2).ToList() is [var only] && only.Type is not null ? Of(only, left - 1) : null;

    private static TimeSpan? OfFactory(IInvocationOperation call, long unit) =>
        call.Arguments.All(argument => argument.IsOmitted() || argument.Parameter?.Ordinal == 0) && call.Arguments.FirstOrDefault() is { } first
            && Number(first.Value.Unwrapped()) is { } number
            ? Span(number, unit)
            : null;

    private static TimeSpan? OfParts(IObjectCreationOperation creation)
    {
        var parts = creation.Arguments.OrderBy(static argument => argument.Parameter?.Ordinal).Select(static argument => Number(argument.Value.Unwrapped()))
            .ToList();
        long[] units = parts.Count switch
        {
            0 => [],
            1 => [1],
            3 => [TimeSpan.TicksPerHour, TimeSpan.TicksPerMinute, TimeSpan.TicksPerSecond],
            _ => [TimeSpan.TicksPerDay, TimeSpan.TicksPerHour, TimeSpan.TicksPerMinute, TimeSpan.TicksPerSecond, TimeSpan.TicksPerMillisecond],
        };
        return parts.Contains(null) ? null : Span(parts.Zip(units, static (part, unit) => part!.Value * unit).Sum(), 1);
    }

    private static TimeSpan Span(double number, long unit) =>
        number * unit is var ticks && ticks < TimeSpan.MaxValue.Ticks ? TimeSpan.FromTicks((long)ticks) : TimeSpan.MaxValue;

    private static double? Number(IOperation value) =>
        value is { ConstantValue: { HasValue: true, Value: int or long or double or float or uint or short or byte } }
            ? Convert.ToDouble(value.ConstantValue.Value, CultureInfo.InvariantCulture)
            : Jitter(value);

    // A random number counts as its bound.
    private static double? Jitter(IOperation value) => value switch
    {
        IInvocationOperation { TargetMethod: var next, Arguments: [.., var bound] } when next.IsMember("System.Random", nameof(Random.Next)) =>
                Number(bound.Value.Unwrapped()),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => Number(sum.LeftOperand.Unwrapped()) + Number(sum.RightOperand.Unwrapped()),
        _ => null,
    };

    private static long? UnitOf(string factory) => factory switch
    {
        nameof(TimeSpan.FromTicks) => 1,
        nameof(TimeSpan.FromMilliseconds) => TimeSpan.TicksPerMillisecond,
        nameof(TimeSpan.FromSeconds) => TimeSpan.TicksPerSecond,
        nameof(TimeSpan.FromMinutes) => TimeSpan.TicksPerMinute,
        nameof(TimeSpan.FromHours) => TimeSpan.TicksPerHour,
        nameof(TimeSpan.FromDays) => TimeSpan.TicksPerDay,
        _ => null,
    };
}
