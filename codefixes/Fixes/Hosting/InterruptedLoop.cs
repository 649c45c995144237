using GracefulAnalyzers.CodeFixes.Engine;
using GracefulAnalyzers.Plans;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.CodeFixes.Hosting;

/// <summary>Lets the stop end one call of a service's loop; what follows the loop still runs, and no catch takes the cancellation for a failure.</summary>
internal static class InterruptedLoop
{
    public static async Task<Solution?> MendAsync(FixRequest request, CancellationToken cancellationToken)
    {
        if (await PlanEdits.OfAsync(request, cancellationToken) is not { } plan || request.Plan.As<DrainStep>() is not { } steps)
        {
            return null;
        }

        var work = new DrainedWork(plan);
        var source = steps.OfType<UseSource>().FirstOrDefault()?.Name ?? "";
        return steps.OfType<StopStep>().All(step => work.Write(step, source)) ? plan.Apply() : null;
    }
}
