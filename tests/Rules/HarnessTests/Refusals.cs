using System.Runtime.CompilerServices;
using GracefulAnalyzers.CodeFixes.Engine;

namespace GracefulAnalyzers.Tests.Harness;

/// <summary>An edit that a fix made and that was then refused is a defect of the fix, wherever it happens in the tests.</summary>
internal static class Refusals
{
    [ModuleInitializer]
    internal static void Fail() => SoundEdit.Refused = static fault => throw new InvalidOperationException($"An edit was refused. {fault}");
}
