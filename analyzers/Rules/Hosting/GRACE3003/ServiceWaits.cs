using GracefulAnalyzers.Code;
using GracefulAnalyzers.Program.Hosting;
using GracefulAnalyzers.Tokens;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Hosting.GRACE3003;

/// <summary>Judges the waits between two pieces of a service's work.</summary>
internal sealed class ServiceWaits(ShutdownModel model)
{
    private const string Sleep = "System.Threading.Thread::Sleep";
    private static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(1);

    public bool IsWait(IInvocationOperation call) =>
        model.Catalogue.RoleOf(call.TargetMethod) == Role.Wait ? call.EndsHere() : IsSleep(call);

    public bool IsSleep(IInvocationOperation call) => model.Catalogue.Matches(call.TargetMethod, Sleep);

    /// <summary>True when no stop reaches the wait, although the call could take one. What ends by a time of its own is left alone.</summary>
    public bool LacksStop(IInvocationOperation call)
    {
        if (call.TokenArgument() is not { } token)
        {
            return IsSleep(call) || TokenSlot.Of(call) is not null;
        }

        var carried = model.Get<SignalFlow>().Of(token);
        return SignalPolicy.Lacks(Role.Wait, carried) && (carried & (Signal.Timeout | Signal.AlreadyFired | Signal.MaybeFired)) == 0;
    }

    /// <summary>False for a wait that is short, that guards something, or that the service's own stop ends in another way.</summary>
    public bool IsHeldUp(IInvocationOperation call, ServiceLoop loop) => call.TargetMethod.ContainingType switch
    {
        var type when type.IsNamed("System.Threading.PeriodicTimer") =>
            call.Instance is { } timer && MemberOf(timer) is { } held
                && IsLong(PeriodOf(held, timer)) && IsEndedByNobody(held, call, loop, "Dispose"),
        var type when type.IsSemaphore() =>
            call.Instance is { } semaphore && MemberOf(semaphore) is { } held
                && IsOwn(held) && IsLong(TimeOf(call)) && IsEndedByNobody(held, call, loop, "Release", "Dispose"),
        _ => IsLong(TimeOf(call)),
    };

    // Without a time a semaphore waits for ever; a time that nobody can read may be long.
    private bool IsLong(IOperation? time) => time is null || new Durations(model.Bodies).Of(time) is not { } known || known >= Noticeable;

    private static IOperation? TimeOf(IInvocationOperation call) =>
        call.Arguments.FirstOrDefault(static argument =>
            argument.Parameter?.Type is { } type && (type.SpecialType == SpecialType.System_Int32 || type.IsTimeSpan()))?.Value;

    private IOperation? PeriodOf(ISymbol held, IOperation timer) =>
        ValuesOf(held, timer).Select(static value => value.Unwrapped()).OfType<IObjectCreationOperation>().FirstOrDefault()?.Arguments.FirstOrDefault()?.Value;

    private IEnumerable<IOperation> ValuesOf(ISymbol held, IOperation use) => held switch
    {
        ILocalSymbol local => ReachingValues.Of(local, use),
        _ => model.Bodies.FactsOf(held.ContainingType).AssignedTo(held),
    };

    // What other types can reach, they can also release.
    private static bool IsOwn(ISymbol held) => held is ILocalSymbol or IFieldSymbol { DeclaredAccessibility: Accessibility.Private };

    private static ISymbol? MemberOf(IOperation holder) => holder.Unwrapped() switch
    {
        ILocalReferenceOperation local => local.Local,
        IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field => field.Field.OriginalDefinition,
        _ => null,
    };

    // In the work itself, where it guards something; on the stop path, where it wakes the loop; or by whoever is handed the object.
    private bool IsEndedByNobody(ISymbol held, IOperation call, ServiceLoop loop, params string[] endings)
    {
        var stop = new StopPath(model, loop.Service, new StartedWorkFinder(model, loop.Service).Find());
        var nearby = loop.Functions.SelectMany(static body => body.Code.DescendantsAndSelf()).Concat(call.Root().DescendantsAndSelf()).Concat(stop.Ending);
        return !nearby.Any(operation => SymbolEqualityComparer.Default.Equals(MemberOf(operation), held) && operation.Parent switch
        {
            IInvocationOperation other when other.Instance == operation => Array.IndexOf(endings, other.TargetMethod.Name) >= 0,
            IMethodReferenceOperation group => Array.IndexOf(endings, group.Method.Name) >= 0,
            IConditionalAccessOperation or IArgumentOperation or IReturnOperation => true,
            _ => false,
        });
    }
}
