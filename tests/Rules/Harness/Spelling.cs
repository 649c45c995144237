using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Tests.Harness;

/// <summary>A digest of code: two are equal only if all their texts are, and all their trees have the same shape.</summary>
internal sealed class Spelling : IDisposable
{
    private static readonly ConcurrentDictionary<MetadataReference, int> Numbers = new(ReferenceEqualityComparer.Instance);

    private static int s_last;

    private readonly MemoryStream _bytes = new();
    private readonly BinaryWriter _writer;

    public Spelling() => _writer = new BinaryWriter(_bytes, Encoding.UTF8);

    public void Add(string text) => _writer.Write(text);

    // Two references may stand for one file, one of them under other names.
    public void Add(MetadataReference reference) => _writer.Write(Numbers.GetOrAdd(reference, static _ => Interlocked.Increment(ref s_last)));

    public void Add(SyntaxNode root)
    {
        Add(root.ToFullString());
        foreach (var item in root.DescendantNodesAndTokensAndSelf(descendIntoTrivia: true))
        {
            _writer.Write(item.RawKind);
            _writer.Write(item.FullSpan.Length);
            _writer.Write(item.IsNode ? item.ChildNodesAndTokens().Count : -1);
            _writer.Write(item.IsMissing);
            _writer.Write(item.ContainsDiagnostics);
            foreach (var trivia in item.IsToken ? item.GetLeadingTrivia().Concat(item.GetTrailingTrivia()) : [])
            {
                _writer.Write(trivia.RawKind);
                _writer.Write(trivia.FullSpan.Length);
            }
        }
    }

    public void Dispose() => _writer.Dispose();

    public string Close() => Convert.ToHexString(SHA256.HashData(_bytes.GetBuffer().AsSpan(0, (int)_bytes.Length)));
}
