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
        var root = await request.Document.GetSyntaxRootAsync(cancellationToken);
        var model = await request.Document.GetSemanticModelAsync(cancellationToken);
        if (root is null || model is null || request.Plan.As<DrainStep>() is not { } steps
            || Places.NodeAt<TypeDeclarationSyntax>(root, request.Diagnostic.Location) is not { } declaration
            || model.GetDeclaredSymbol(declaration, cancellationToken) is not INamedTypeSymbol type)
        {
            return null;
        }

        var edits = new MemberEdits(request.Solution);
        var members = new Members(type, declaration, request.Document, new Layout(await request.Document.GetTextAsync(cancellationToken)), edits);
        var names = new TypeNames(model, request.Diagnostic.Location.SourceSpan.Start);
        var work = new DrainedWork(request.Document, root, names, members, edits, steps);
        var source = steps.OfType<UseSource>().FirstOrDefault()?.Name ?? "";
        return steps.OfType<StopStep>().All(step => work.Write(step, source)) ? await edits.ApplyAsync(cancellationToken) : null;
    }
}
