namespace GracefulAnalyzers.Vocabulary;

/// <summary>The rule families; a rule's folder, ID range and category agree with one of these names.</summary>
internal static class Family
{
    public const string Streaming = "Streaming";
    public const string Queues = "Queues";
    public const string Hosting = "Hosting";
    public const string Lifecycle = "Lifecycle";
    public const string Deployment = "Deployment";
}
