namespace GracefulAnalyzers.Vocabulary;

/// <summary>What a cancellation token can mean. A token carries a set; a linked source carries the union.</summary>
[Flags]
internal enum Signal
{
    Nothing = 0,

    /// <summary>Fires at SIGTERM: <c>ApplicationStopping</c>.</summary>
    HostStop = 1,

    /// <summary>Fires when that service's turn to stop comes: <c>ExecuteAsync(stoppingToken)</c>.</summary>
    ServiceStop = 2,

    /// <summary>Fires when the grace ends: <c>StopAsync(cancellationToken)</c>.</summary>
    Deadline = 4,

    /// <summary>Fires when the caller disconnects: <c>HttpContext.RequestAborted</c>.</summary>
    ClientGone = 8,

    /// <summary>Fires when the connection to the broker is closing.</summary>
    ChannelClosed = 16,

    /// <summary>Fires when start-up is aborted: <c>StartAsync(cancellationToken)</c>.</summary>
    StartAbort = 32,

    /// <summary>Has surely fired where it is used.</summary>
    AlreadyFired = 64,

    /// <summary>May have fired where it is used.</summary>
    MaybeFired = 128,

    /// <summary>Fires after a time of its own.</summary>
    Timeout = 256,

    /// <summary>Never fires: <c>CancellationToken.None</c>, <c>default</c>, an omitted argument.</summary>
    Never = 512,

    /// <summary>Anything that the engine cannot tell.</summary>
    Unknown = 1024,

    Stop = HostStop | ServiceStop,
}
