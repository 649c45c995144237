namespace GracefulAnalyzers.Vocabulary;

/// <summary>What a rule's code fix promises. The laws compare the promise with what the fix does.</summary>
public enum FixSafety
{
    /// <summary>The rule has no fix; its message says what to do.</summary>
    None,

    /// <summary>The program does what it did, except for the defect.</summary>
    Safe,

    /// <summary>The fix changes behaviour on purpose, for instance by letting a disconnect end the work.</summary>
    ChangesBehaviour,

    /// <summary>The fix brings a scaffold or leaves a value for the owner to decide.</summary>
    HasPlaceholders,
}
