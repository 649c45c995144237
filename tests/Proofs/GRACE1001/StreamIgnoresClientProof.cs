using GracefulAnalyzers.Proofs.Running;

namespace GracefulAnalyzers.Proofs.GRACE1001;

internal sealed class StreamIgnoresClientProof : Proof
{
    public override string Event => "Kestrel streams an answer of 20 words; its caller leaves after the first";

    public override string Harm => "words that the model generated for nobody";

    public override string Frameworks => "ExtensionsAI";

    public override Task<int> WithDefectAsync(Bench bench) => CountAsync(Violation.ChatRoutes.Map);

    public override Task<int> AfterFixAsync(Bench bench) => CountAsync(Fix.ChatRoutes.Map);

    private static async Task<int> CountAsync(Action<WebApplication> map)
    {
        using var model = new SpeakingModel(words: 20, heard: 1);
        return await Loopback.WordsForNobodyAsync(model, map);
    }
}
