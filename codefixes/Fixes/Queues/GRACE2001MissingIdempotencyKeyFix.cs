using System.Collections.Immutable;
using GracefulAnalyzers.CodeFixes.Edits;
using GracefulAnalyzers.CodeFixes.Engine;
using GracefulAnalyzers.Plans;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GracefulAnalyzers.CodeFixes.Queues;

/// <summary>Keeps the result of each costly call by the message's id, and brings and registers what keeps it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class GRACE2001MissingIdempotencyKeyFix() : GracefulFix("GRACE2001")
{
    private protected override string Title => "Keep the result by the message's id";

    private protected override async Task<Solution?> EditAsync(FixRequest request, CancellationToken cancellationToken)
    {
        if (request.Plan.As<ReplayStep>() is not [InjectStore injection, ..] steps || (request.IsUnattended && steps.Any(static step => step is DecideFirst)))
        {
            return null;
        }

        var registration = steps.OfType<RegisterStore>().FirstOrDefault();
        var store = Scaffold.All.FirstOrDefault(scaffold => scaffold.Name == registration?.Store) ?? Scaffold.IdempotencyStore;
        if (!await store.IsSupportedAsync(request.Document.Project, cancellationToken)
            || await PlaceAsync(store, request, request.Solution, injection, cancellationToken) is not var (_, contractHome, storeHome))
        {
            return null;
        }

        return await PlanEdits.OfAsync(request, cancellationToken) is { } edits && Write(edits, steps, contractHome, storeHome)
            && await NobodyElseConstructsAsync(request, injection, cancellationToken)
            ? (await PlaceAsync(store, request, edits.Apply(), injection, cancellationToken))?.Solution
            : null;
    }

    private static async Task<(Solution Solution, string ContractHome, string StoreHome)?> PlaceAsync(
        Scaffold store, FixRequest request, Solution solution, InjectStore injection, CancellationToken cancellationToken)
    {
        var (project, origin) = (request.Document.Project.Id, request.Document.Id);
        var isPublic = injection is AddStoreParameter { IsPublic: true };
        if (await Scaffold.IdempotencyStore.PlaceAsync(solution, project, origin, isPublic, cancellationToken) is not { } contract
            || await store.PlaceAsync(contract.Solution, project, origin, isPublic, cancellationToken) is not { } placed)
        {
            return null;
        }

        return (placed.Solution, contract.Namespace, placed.Namespace);
    }

    private static bool Write(PlanEdits plan, ImmutableArray<ReplayStep> steps, string contractHome, string storeHome)
    {
        var name = "";
        foreach (var step in steps.Where(static step => step is not DecideFirst))
        {
            var (edits, model) = (plan.At(step), plan.ModelAt(step));
            if (plan.NodeAt<SyntaxNode>(step) is not { } node || HasNamesake(model, node.SpanStart))
            {
                return false;
            }

            var isWritten = step switch
            {
                InjectStore injection => (name = Inject(edits, injection, node, model) ?? "").Length > 0,
                RegisterStore registration => Register(edits, registration, node),
                _ => new ReplayedCall(edits, model, name).Write(step),
            };
            if (!isWritten)
            {
                return false;
            }

            Usings.Add(edits, node, step is RegisterStore ? storeHome : contractHome, model.Compilation);
        }

        return true;
    }

    // Another type of that name in scope would be taken for the store, or clash with it.
    private static bool HasNamesake(SemanticModel model, int position) =>
        model.LookupNamespacesAndTypes(position, name: Scaffold.IdempotencyStore.Name)
            .Any(static symbol => symbol is not INamedTypeSymbol type || Scaffold.IdempotencyStore.MarkerOf(type) is null);

    private static string? Inject(TreeEdits edits, InjectStore step, SyntaxNode node, SemanticModel model)
    {
        string[] names = ["results", "idempotency", "idempotencyStore"];
        return step switch
        {
            UseExistingStore existing => existing.Member,
            ExtendConstructor when node.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is { } constructor =>
                NewDependency.Add(edits, constructor, Scaffold.IdempotencyStore.Name, names, model),
            _ when node.FirstAncestorOrSelf<ClassDeclarationSyntax>() is { } declaration =>
                NewDependency.Add(edits, declaration, Scaffold.IdempotencyStore.Name, names, model),
            _ => null,
        };
    }

    private static bool Register(TreeEdits edits, RegisterStore step, SyntaxNode node)
    {
        if (node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call)
        {
            return false;
        }

        var implementation = step.Argument.Length > 0 ? $"{step.Store}<{step.Argument}>" : step.Store;
        RegistrationSite.Add(edits, call, $"AddSingleton<IIdempotencyStore, {implementation}>()");
        return true;
    }

    // The analyzer saw this project only; tests like to construct handlers.
    private static async Task<bool> NobodyElseConstructsAsync(FixRequest request, InjectStore injection, CancellationToken cancellationToken)
    {
        if (injection is UseExistingStore || injection.Where.SourceTree is not { } tree)
        {
            return true;
        }

        var type = (await tree.GetRootAsync(cancellationToken)).FindToken(injection.Where.SourceSpan.Start)
            .Parent?.FirstAncestorOrSelf<ClassDeclarationSyntax>()?.Identifier.ValueText;
        var own = new HashSet<ProjectId>(Scaffold.TargetsOf(request.Document.Project).Select(project => project.Id));
        foreach (var document in request.Solution.Projects
            .Where(project => project.ProjectReferences.Any(reference => own.Contains(reference.ProjectId)))
            .SelectMany(project => project.Documents))
        {
            if (await document.GetSyntaxRootAsync(cancellationToken) is { } root
                && root.DescendantNodes().OfType<ObjectCreationExpressionSyntax>()
                    .Any(creation => creation.Type is SimpleNameSyntax name && name.Identifier.ValueText == type))
            {
                return false;
            }
        }

        return true;
    }
}
