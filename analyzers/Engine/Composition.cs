using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Program;
using GracefulAnalyzers.Tokens;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Engine;

/// <summary>Puts the floors together: one model for each compilation, and the answers that a higher floor gives to a lower one.</summary>
internal static class Composition
{
    private static readonly ConditionalWeakTable<Compilation, ShutdownModel> Models = new();

    /// <summary>The questions that a floor asks upwards, each by an interface of its own, and who answers them.</summary>
    public static ImmutableDictionary<Type, Type> Answers { get; } = ImmutableDictionary<Type, Type>.Empty
        .Add(typeof(IHostMeaning), typeof(HostMeaning));

    /// <summary>The model that all rules and suppressors share; it lives as long as the compilation.</summary>
    public static ShutdownModel ModelOf(Compilation compilation) => Models.GetValue(compilation, static c => new ShutdownModel(c, Answers));
}
