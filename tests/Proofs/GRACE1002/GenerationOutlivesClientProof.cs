using GracefulAnalyzers.Proofs.Running;

namespace GracefulAnalyzers.Proofs.GRACE1002;

internal sealed class GenerationOutlivesClientProof : Proof
{
    public override string Event => "a request on Kestrel waits for an answer of 20 words; its caller leaves before the first";

    public override string Harm => "words that the model generated for nobody";

    public override string Frameworks => "ExtensionsAI";

    public override Task<int> WithDefectAsync(Bench bench) => CountAsync(Violation.AskRoutes.Map);

    public override Task<int> AfterFixAsync(Bench bench) => CountAsync(Fix.AskRoutes.Map);

    private static async Task<int> CountAsync(Action<WebApplication> map)
    {
        using var model = new SpeakingModel(words: 20, heard: 0);
        return await Loopback.WordsForNobodyAsync(model, map);
    }
}
