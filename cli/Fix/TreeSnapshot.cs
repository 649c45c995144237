using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Fix;

/// <summary>A file that differs from what it was; <paramref name="Before"/> is null for a new one.</summary>
internal sealed record ChangedFile(string Path, byte[]? Before, byte[] After);

/// <summary>The bytes of every file that mending can touch, so that all of them can be brought back.</summary>
internal sealed class TreeSnapshot
{
    private readonly Dictionary<string, (byte[] Bytes, DateTime Written)> _files = new(PathText.Comparer);
    private readonly HashSet<string> _created = new(PathText.Comparer);
    private readonly Dictionary<string, byte[]> _written = new(PathText.Comparer);
    private bool _isEdited;

    public static TreeSnapshot Of(IEnumerable<string> paths)
    {
        var snapshot = new TreeSnapshot();
        foreach (string path in paths.Distinct(PathText.Comparer).Where(File.Exists))
        {
            snapshot._files[path] = (File.ReadAllBytes(path), File.GetLastWriteTimeUtc(path));
        }

        return snapshot;
    }

    public IEnumerable<string> Paths => _files.Keys;

    public byte[] Original(string path) => _files[path].Bytes;

    /// <summary>True after <see cref="Restore"/> when it had to bring something back.</summary>
    public bool WasChanged { get; private set; }

    /// <summary>
    /// Lets an edit run whose writes belong to the session. Outside of one, a file that holds something else than the session left in it
    /// was edited by somebody else, and is theirs.
    /// </summary>
    public async Task<T> EditAsync<T>(Func<Task<T>> edit)
    {
        // Stays set when the edit is cut short: what it wrote until then is not known, and everything is brought back.
        _isEdited = true;
        T result = await edit();
        foreach (ChangedFile file in Changes())
        {
            _written[file.Path] = file.After;
        }

        _isEdited = false;
        return result;
    }

    /// <summary>Writes a file of the snapshot.</summary>
    public void Write(string path, byte[] bytes)
    {
        _written[path] = bytes;
        File.WriteAllBytes(path, bytes);
    }

    /// <summary>The files that somebody else edited or removed meanwhile.</summary>
    public IReadOnlyList<string> EditedByOthers() => [.. _files.Keys.Concat(_created).Where(IsOthers).Order(StringComparer.Ordinal)];

    /// <summary>Writes a file that was not there; restoring removes it, and its folder when that is empty then.</summary>
    public void Create(string path, byte[] bytes)
    {
        _created.Add(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Write(path, bytes);
    }

    /// <summary>Takes a file back that <see cref="Create"/> wrote.</summary>
    public void Remove(string path)
    {
        _created.Remove(path);
        File.Delete(path);
        string folder = Path.GetDirectoryName(path)!;
        if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
        }
    }

    /// <summary>Brings the tree back to an earlier moment of the session.</summary>
    /// <param name="then">The changes of that moment.</param>
    public void Return(IReadOnlyList<ChangedFile> then)
    {
        Dictionary<string, ChangedFile> changed = then.ToDictionary(file => file.Path, PathText.Comparer);
        foreach (ChangedFile file in Changes().Where(file => !changed.ContainsKey(file.Path)))
        {
            if (file.Before is null)
            {
                Remove(file.Path);
            }
            else
            {
                Write(file.Path, file.Before);
                File.SetLastWriteTimeUtc(file.Path, _files[file.Path].Written);
            }
        }

        foreach (ChangedFile file in then.Where(file => !File.Exists(file.Path) || !File.ReadAllBytes(file.Path).AsSpan().SequenceEqual(file.After)))
        {
            if (file.Before is null)
            {
                Create(file.Path, file.After);
            }
            else
            {
                Write(file.Path, file.After);
            }
        }
    }

    /// <summary>Whether the tree is as it was at an earlier moment of the session.</summary>
    /// <param name="then">The changes of that moment.</param>
    public bool IsAt(IReadOnlyList<ChangedFile> then)
    {
        IReadOnlyList<ChangedFile> now = Changes();
        return now.Count == then.Count && now.Zip(then).All(pair => pair.First.Path == pair.Second.Path
            && pair.First.After.AsSpan().SequenceEqual(pair.Second.After));
    }

    public IReadOnlyList<ChangedFile> Changes() =>
    [
        .. _files.Where(file => File.Exists(file.Key))
            .Select(file => (file.Key, file.Value.Bytes, Now: File.ReadAllBytes(file.Key)))
            .Where(file => !file.Bytes.AsSpan().SequenceEqual(file.Now))
            .Select(file => new ChangedFile(file.Key, file.Bytes, file.Now))
            .Concat(_created.Where(File.Exists).Select(path => new ChangedFile(path, null, File.ReadAllBytes(path))))
            .OrderBy(file => file.Path, StringComparer.Ordinal),
    ];

    /// <summary>Brings every file back, byte for byte and with its time, except for those that somebody else edited meanwhile.</summary>
    /// <returns>The files that were not brought back, with the reason.</returns>
    public IReadOnlyList<string> Restore()
    {
        var failures = new List<string>();
        foreach (string path in _created.ToArray())
        {
            Try(path, () =>
            {
                Remove(path);
                WasChanged = true;
            });
        }

        foreach (var (path, (bytes, written)) in _files)
        {
            Try(path, () =>
            {
                if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes))
                {
                    File.WriteAllBytes(path, bytes);
                    WasChanged = true;
                }

                if (File.GetLastWriteTimeUtc(path) != written)
                {
                    File.SetLastWriteTimeUtc(path, written);
                }
            });
        }

        return failures;

        void Try(string path, Action restore)
        {
            try
            {
                if (IsOthers(path))
                {
                    failures.Add($"{path}: it was edited while the fix ran, and is left as it is now");
                }
                else
                {
                    restore();
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                failures.Add($"{path}: {e.Message}");
            }
        }
    }

    private bool IsOthers(string path) =>
        !_isEdited && (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(_written.GetValueOrDefault(path) ?? _files[path].Bytes));
}
