using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace GracefulAnalyzers.Drills;

/// <summary>The drills of all tests share one thread pool, with work that blocks: it must not starve the clients whose times are judged.</summary>
internal static class ThreadPoolSetup
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255:The 'ModuleInitializer' attribute should not be used in libraries",
        Justification = "A test host loads this project as an application.")]
    internal static void Widen() => ThreadPool.SetMinThreads(64, 64);
}
