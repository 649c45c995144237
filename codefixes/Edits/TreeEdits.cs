using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.CodeFixes.Edits;

/// <summary>
/// Edits of one file, said of its nodes and done at once: what is inside a node first, then the node itself. Items of a block or a type that get
/// company stand on lines of their own afterwards; comments and directives of what is dropped stay.
/// </summary>
internal sealed class TreeEdits(SyntaxNode root, FileStyle style)
{
    private readonly Dictionary<SyntaxNode, Site> _sites = [];
    private readonly HashSet<SyntaxNode> _ways = [];
    private readonly List<string> _elsewhere = [];

    public SyntaxNode Root => root;

    public FileStyle Style => style;

    public NewCode Code { get; } = new(style, root.SyntaxTree.Options);

    /// <summary>Changes a node; several changes of one node follow each other.</summary>
    public void Change<TNode>(TNode node, Func<TNode, SyntaxNode> change) where TNode : SyntaxNode => At(node).Changes.Add(current => change((TNode)current));

    /// <summary>Writes an expression in place of another.</summary>
    public void Write(ExpressionSyntax node, string text) => Change(node, current => Code.Expression(text).WithTriviaFrom(current));

    /// <summary>Puts statements or members in place of one; none removes it.</summary>
    public void Instead<TNode>(TNode item, Func<TNode, IEnumerable<SyntaxNode>> items) where TNode : SyntaxNode =>
        At(ItemOf(item)).Instead = current => items((TNode)Unwrapped(current, item)).Select(made => Wrapped(made, item));

    public void Remove(SyntaxNode item) => Instead(item, static _ => []);

    /// <summary>Adds statements or members behind one of a block or a type.</summary>
    /// <param name="items">Asked when everything else inside the block or type is done.</param>
    public void After(SyntaxNode item, Func<IEnumerable<SyntaxNode>> items) => At(ItemOf(item)).After.Add(() => items().Select(made => Wrapped(made, item)));

    /// <summary>Adds statements or members in front of one of a block or a type.</summary>
    public void Before(SyntaxNode item, Func<IEnumerable<SyntaxNode>> items) => At(ItemOf(item)).Before.Add(() => items().Select(made => Wrapped(made, item)));

    /// <summary>Adds statements or members at the start of a block or a type.</summary>
    public void AtStart(SyntaxNode container, Func<IEnumerable<SyntaxNode>> items)
    {
        At(container).First.Add(items);
        _ways.UnionWith(ItemsOf(container));
    }

    /// <summary>Statements behind one of a block, at its indentation.</summary>
    public void After(StatementSyntax statement, params string[] lines) =>
        After((SyntaxNode)statement, () => Code.Statements(style.IndentBeside(statement), lines));

    /// <summary>
    /// Adds a statement or a member behind one of a block or a type that stays laid out as it is: on a line of its own where that one ends its line,
    /// else on the same line.
    /// </summary>
    /// <param name="made">What to add, at the given indentation.</param>
    public void Beside(SyntaxNode item, Func<string, SyntaxNode> made)
    {
        var place = ItemOf(item);
        var isLast = place.GetLastToken().GetNextToken().IsKind(SyntaxKind.EndOfFileToken);
        At(place).Beside.Add(current => Spreading.Beside(current, Wrapped(made(style.IndentBeside(place)), item), isLast, style));
    }

    /// <summary>What the node holds stands elsewhere from now on, with its remarks.</summary>
    public void TakeAway(SyntaxNode moved) => _elsewhere.AddRange(Remarks.TextsOf(moved));

    /// <summary>What stands in front of the token stands elsewhere from now on.</summary>
    public void TakeAway(SyntaxToken first) => _elsewhere.AddRange(first.LeadingTrivia.Where(static trivia => trivia.IsComment() || trivia.IsDirective)
        .Select(static trivia => trivia.ToString()));

    /// <summary>The edited file.</summary>
    public SyntaxNode Apply() => Spreading.Finished(new Rewriter(this).Visit(root)!);

    private static IEnumerable<SyntaxNode> ItemsOf(SyntaxNode container) => container switch
    {
        BlockSyntax block => block.Statements,
        TypeDeclarationSyntax type => type.Members,
        SwitchSectionSyntax section => section.Statements,
        CompilationUnitSyntax unit => unit.Members,
        _ => [],
    };

    // A top-level statement is a member of its file.
    private static SyntaxNode ItemOf(SyntaxNode item) => item.Parent is GlobalStatementSyntax global ? global : item;

    private static SyntaxNode Unwrapped(SyntaxNode current, SyntaxNode item) =>
        current is GlobalStatementSyntax global && item is not GlobalStatementSyntax ? global.Statement : current;

    private static SyntaxNode Wrapped(SyntaxNode made, SyntaxNode item) =>
        item.Parent is GlobalStatementSyntax && made is StatementSyntax statement ? SyntaxFactory.GlobalStatement(statement) : made;

    private Site At(SyntaxNode node)
    {
        if (!_sites.TryGetValue(node, out var site))
        {
            _sites.Add(node, site = new Site());
            foreach (var way in node.AncestorsAndSelf())
            {
                _ways.Add(way);
            }
        }

        return site;
    }

    private sealed class Site
    {
        public List<Func<SyntaxNode, SyntaxNode>> Changes { get; } = [];

        public List<Func<IEnumerable<SyntaxNode>>> First { get; } = [];

        public List<Func<IEnumerable<SyntaxNode>>> Before { get; } = [];

        public List<Func<IEnumerable<SyntaxNode>>> After { get; } = [];

        public List<Func<SyntaxNode, IReadOnlyList<SyntaxNode>>> Beside { get; } = [];

        public Func<SyntaxNode, IEnumerable<SyntaxNode>>? Instead { get; set; }

        public bool IsAmongItems => Before.Count > 0 || After.Count > 0 || Instead is not null;
    }

    private sealed class Rewriter(TreeEdits edits) : CSharpSyntaxRewriter
    {
        // Remarks of items at the end of a block or a type that were dropped.
        private readonly List<SyntaxTrivia> _left = [];

        public override SyntaxNode? Visit(SyntaxNode? node)
        {
            if (node is null || !edits._ways.Contains(node))
            {
                return node;
            }

            var rewritten = Changed(node);
            return edits._sites.TryGetValue(node, out var site) && site.IsAmongItems ? Alone(node, rewritten, site) : rewritten;
        }

        public override SyntaxList<TNode> VisitList<TNode>(SyntaxList<TNode> list)
        {
            if (!list.Any(item => edits._ways.Contains(item)))
            {
                return list;
            }

            var rewritten = list.Select(item => edits._ways.Contains(item) ? Changed(item) : item).ToList();
            var items = new List<SyntaxNode>();
            var lost = new List<SyntaxTrivia>();
            var isParted = false;
            for (var index = 0; index < rewritten.Count; index++)
            {
                var site = edits._sites.TryGetValue(list[index], out var found) ? found : new Site();
                items.AddRange(site.Before.SelectMany(static made => made()));
                var own = Own(list[index], rewritten[index], site, lost);
                if (own.Count > 0)
                {
                    own[0] = Remarks.InFront(isParted ? Parted(own[0], items.Count == 0) : own[0], lost, edits.Style);
                    lost.Clear();
                }

                isParted = own.Count == 0 && (isParted || index == 0 || StartsBlank(list[index]));
                items.AddRange(site.Beside.Aggregate((IReadOnlyList<SyntaxNode>)own, static (before, beside) =>
                    [.. before.Take(before.Count - 1), .. beside(before[before.Count - 1])]));
                items.AddRange(site.After.SelectMany(static made => made()));
            }

            _left.AddRange(lost);
            return SyntaxFactory.List(items.Cast<TNode>());
        }

        private static bool StartsBlank(SyntaxNode item) => item.GetLeadingTrivia()
            .SkipWhile(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).FirstOrDefault().IsKind(SyntaxKind.EndOfLineTrivia);

        // The empty line in front of what is dropped parts its neighbours, or goes with it at the start of a block.
        private SyntaxNode Parted(SyntaxNode next, bool isFirst) => isFirst
            ? StartsBlank(next) ? next.WithLeadingTrivia(next.GetLeadingTrivia().SkipWhile(static trivia => !trivia.IsKind(SyntaxKind.EndOfLineTrivia))
                .SkipWhile(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia))) : next
            : StartsBlank(next) ? next : next.WithLeadingTrivia(next.GetLeadingTrivia().Insert(0, edits.Style.LineBreak));

        private SyntaxNode Changed(SyntaxNode node)
        {
            var current = base.Visit(node)!;
            if (edits._sites.TryGetValue(node, out var site))
            {
                current = site.Changes.Aggregate(current, (before, change) => Remarks.Kept(before, change(before), edits.Style, edits._elsewhere));
            }

            var grows = site is { First.Count: > 0 };
            var isTouched = grows || ItemsOf(node).Any(item => edits._sites.TryGetValue(item, out var own) && own.IsAmongItems);
            if (!isTouched)
            {
                return current;
            }

            var spread = new Spreading(edits.Style, node).Of(current, grows ? site!.First.SelectMany(static made => made()).ToList() : [], _left);
            _left.Clear();
            return spread;
        }

        // The remarks of what is dropped go to the next item, else in front of the closing brace.
        private List<SyntaxNode> Own(SyntaxNode original, SyntaxNode current, Site site, List<SyntaxTrivia> lost)
        {
            var isBehind = edits.Style.IsBehindCode(original.GetFirstToken());
            List<SyntaxNode> own = site.Instead is { } instead ? [.. instead(current)] : [current];
            if (site.Instead is not null)
            {
                lost.AddRange(Remarks.Lost(current, own, edits._elsewhere));
                if (own.Count > 0 && StartsBlank(current) && !StartsBlank(own[0]))
                {
                    own[0] = own[0].WithLeadingTrivia(own[0].GetLeadingTrivia().Insert(0, edits.Style.LineBreak));
                }
            }

            return isBehind
                ? own.ConvertAll(static item => item.HasAnnotation(NewCode.OwnLines) ? item : item.WithAdditionalAnnotations(Spreading.BehindCode))
                : own;
        }

        // Where one statement is expected, several need braces.
        private SyntaxNode Alone(SyntaxNode node, SyntaxNode rewritten, Site site)
        {
            var own = site.Instead is { } instead ? instead(rewritten) : [rewritten];
            var statements = site.Before.SelectMany(static made => made()).Concat(own).Concat(site.After.SelectMany(static made => made()))
                .Cast<StatementSyntax>().ToList();
            var alone = statements.Count == 1
                ? statements[0].WithTriviaFrom(rewritten)
                : edits.Style.IsBehindCode(node.GetFirstToken()) ? Flat(statements).WithTriviaFrom(rewritten) : Tall(node, statements);
            return Remarks.Kept(rewritten, alone, edits.Style, edits._elsewhere);
        }

        private static BlockSyntax Flat(IEnumerable<StatementSyntax> statements) => SyntaxFactory.Block(SyntaxFactory.List(statements
                .Select(static statement => statement.WithoutTrivia().WithTrailingTrivia(SyntaxFactory.Space))))
            .WithOpenBraceToken(SyntaxFactory.Token(default, SyntaxKind.OpenBraceToken, SyntaxFactory.TriviaList(SyntaxFactory.Space)))
            .WithCloseBraceToken(SyntaxFactory.Token(default, SyntaxKind.CloseBraceToken, default));

        private BlockSyntax Tall(SyntaxNode node, IEnumerable<StatementSyntax> statements)
        {
            var style = edits.Style;
            var indent = SyntaxFactory.Whitespace(style.IndentOf(node.Parent!.GetFirstToken()));
            var open = SyntaxFactory.Token(SyntaxFactory.TriviaList(indent), SyntaxKind.OpenBraceToken, SyntaxFactory.TriviaList(style.LineBreak));
            return SyntaxFactory.Block(SyntaxFactory.List(statements))
                .WithOpenBraceToken(style.OpensAtLineEnd ? open.WithLeadingTrivia().WithAdditionalAnnotations(Spreading.Joins) : open)
                .WithCloseBraceToken(
                    SyntaxFactory.Token(SyntaxFactory.TriviaList(indent), SyntaxKind.CloseBraceToken, SyntaxFactory.TriviaList(style.LineBreak)));
        }
    }
}
