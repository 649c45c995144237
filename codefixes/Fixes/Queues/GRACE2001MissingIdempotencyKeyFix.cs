using System.Collections.Immutable;
using GracefulAnalyzers.CodeFixes.Engine;
using GracefulAnalyzers.Plans;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

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

        var edits = new Dictionary<DocumentId, List<TextChange>>();
        if (await WriteAsync(request, steps, contractHome, storeHome, edits, cancellationToken)
            && await NobodyElseConstructsAsync(request, injection, cancellationToken))
        {
            var solution = request.Solution;
            foreach (var edit in edits)
            {
                var text = await solution.GetDocument(edit.Key)!.GetTextAsync(cancellationToken);
                solution = solution.WithDocumentText(edit.Key,
                    text.WithChanges(edit.Value.OrderBy(change => change.Span.Start).ThenBy(change => change.Span.Length)));
            }

            return (await PlaceAsync(store, request, solution, injection, cancellationToken))?.Solution;
        }

        return null;
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

    private static async Task<bool> WriteAsync(
        FixRequest request, ImmutableArray<ReplayStep> steps, string contractHome, string storeHome, Dictionary<DocumentId, List<TextChange>> edits,
        CancellationToken cancellationToken)
    {
        var compilation = (await request.Document.Project.GetCompilationAsync(cancellationToken))!;
        var name = "";
        foreach (var step in steps.Where(static step => step is not DecideFirst))
        {
            if (request.DocumentOf(step) is not { } document || await document.GetSyntaxRootAsync(cancellationToken) is not CompilationUnitSyntax root)
            {
                return false;
            }

            var file = new DependencyText(await document.GetTextAsync(cancellationToken), root);
            var home = step is RegisterStore ? storeHome : contractHome;
            IEnumerable<TextChange>? changes;
            if (step is InjectStore injection)
            {
                var injected = Inject(file, injection, NamesAt(compilation, root.SyntaxTree, step));
                name = injected?.Member ?? "";
                changes = injected?.Changes;
            }
            else
            {
                changes = step is RegisterStore registration ? Register(file, registration) : new ReplayedCall(file, name).Changes(step);
            }

            if (changes is null)
            {
                return false;
            }

            if (HasNamesake(compilation, root.SyntaxTree, step.Where.SourceSpan.Start))
            {
                return false;
            }

            var all = edits.TryGetValue(document.Id, out var known) ? known : edits[document.Id] = [];
            all.AddRange(changes);
            if (DependencyImports.For(file, compilation, home, step.Where.SourceSpan.Start) is { } import && !all.Contains(import))
            {
                all.Add(import);
            }
        }

        return true;
    }

    // Another type of that name in scope would be taken for the store, or clash with it.
    private static bool HasNamesake(Compilation compilation, SyntaxTree tree, int position) => compilation.ContainsSyntaxTree(tree)
        && compilation.GetSemanticModel(tree).LookupNamespacesAndTypes(position, name: Scaffold.IdempotencyStore.Name)
            .Any(symbol => symbol is not INamedTypeSymbol type || Scaffold.IdempotencyStore.MarkerOf(type) is null);

    // Other parts and base types have members too.
    private static IEnumerable<string> NamesAt(Compilation compilation, SyntaxTree tree, ReplayStep step)
    {
        if (!compilation.ContainsSyntaxTree(tree)
            || tree.GetRoot().FindToken(step.Where.SourceSpan.Start).Parent?.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration)
        {
            return [];
        }

        var types = new List<INamedTypeSymbol>();
        for (var type = compilation.GetSemanticModel(tree).GetDeclaredSymbol(declaration) as INamedTypeSymbol; type is not null; type = type.BaseType)
        {
            types.Add(type);
        }

        return types.SelectMany(type => type.GetMembers()).Where(member => member is IFieldSymbol or IPropertySymbol).Select(member => member.Name);
    }

    private static DependencyParameter? Inject(DependencyText file, InjectStore step, IEnumerable<string> inScope)
    {
        if (step is UseExistingStore existing)
        {
            return new DependencyParameter(existing.Member, []);
        }

        var contract = Scaffold.IdempotencyStore.Name;
        var node = file.Root.FindToken(step.Where.SourceSpan.Start).Parent;
        return (step, node, file.Unused(step.Where.SourceSpan.Start, inScope, "results", "idempotency", "idempotencyStore")) switch
        {
            (ExtendPrimaryConstructor, ParameterListSyntax list, { } name) => DependencyParameter.Primary(file, list, contract, name),
            (ExtendConstructor, ParameterListSyntax { Parent: ConstructorDeclarationSyntax constructor }, { } name) =>
                DependencyParameter.Constructor(file, constructor, contract, name),
            (AddPrimaryConstructor, ClassDeclarationSyntax declaration, { } name) =>
                DependencyParameter.NewPrimary(declaration.Identifier.Span.End, contract, name),
            _ => null,
        };
    }

    private static IEnumerable<TextChange>? Register(DependencyText file, RegisterStore step)
    {
        if (file.Root.FindNode(step.Where.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call)
        {
            return null;
        }

        var implementation = step.Argument.Length > 0 ? $"{step.Store}<{step.Argument}>" : step.Store;
        return [RegistrationSite.Beside(file, call, $"AddSingleton<IIdempotencyStore, {implementation}>()")];
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
