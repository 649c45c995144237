namespace GracefulAnalyzers.Vocabulary;

/// <summary>What a call does for the service; the signal policy says which tokens each role wants.</summary>
internal enum Role
{
    /// <summary>Takes the next message or item: poll, consume.</summary>
    Receive,

    /// <summary>Waits between pieces of work: delay, timer tick, semaphore.</summary>
    Wait,

    /// <summary>A model call, billed by the token.</summary>
    Generate,

    /// <summary>Any other effect on the world.</summary>
    Work,

    /// <summary>Writes to the caller of a request.</summary>
    Respond,

    /// <summary>Tells the broker how a message ended: ack, nack, complete, commit, checkpoint, delete.</summary>
    Settle,

    /// <summary>Pushes out what is buffered: logs, final save.</summary>
    Flush,

    /// <summary>Stops a consumer or waits for work in flight.</summary>
    Drain,

    /// <summary>Keeps a lease alive while the work runs.</summary>
    Extend,
}

/// <summary>The kinds of effect that a redelivery would repeat (E1–E8 of the broker survey).</summary>
internal enum Effect
{
    None,
    Generation,
    Post,
    Insert,
    Publish,
    Mail,
    Payment,
    Append,
    ProcessStart,
}
