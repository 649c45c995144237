using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Serialization;

namespace Crm.Customers;

public sealed class Customer
{
    public Guid Id { get; init; }

    public required string Name { get; set; }

    public string? Email { get; set; }

    public string? Phone { get; set; }

    public string? VatNumber { get; set; }

    public string Language { get; set; } = "en";

    public CustomerTier Tier { get; set; }

    public DateTimeOffset Since { get; init; }

    public IList<CustomerContact> Contacts { get; } = [];

    public IDictionary<string, string> Labels { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}

public enum CustomerTier
{
    Standard,
    Silver,
    Gold,
}

public sealed record CustomerContact(string Name, string Email, string? Role);

public sealed record CustomerModel
{
    [JsonPropertyName("id")]
    public Guid Id { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("email")]
    public string? Email { get; init; }

    [JsonPropertyName("phone")]
    public string? Phone { get; init; }

    [JsonPropertyName("vat")]
    public string? VatNumber { get; init; }

    [JsonPropertyName("tier")]
    public string? Tier { get; init; }

    [JsonPropertyName("since")]
    public DateTimeOffset? Since { get; init; }
}

public sealed class CustomerOptions
{
    public Uri? Address { get; set; }

    public int Retries { get; set; } = 3;

    public TimeSpan CacheFor { get; set; } = TimeSpan.FromMinutes(5);
}

public static class CustomerMapping
{
    public static Customer ToCustomer(this CustomerModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new Customer
        {
            Id = model.Id,
            Name = model.Name ?? "",
            Email = model.Email?.Trim().ToLowerInvariant(),
            Phone = CustomerText.Digits(model.Phone),
            VatNumber = model.VatNumber,
            Tier = Enum.TryParse<CustomerTier>(model.Tier, ignoreCase: true, out var tier) ? tier : CustomerTier.Standard,
            Since = model.Since ?? DateTimeOffset.UnixEpoch,
        };
    }

    public static CustomerModel ToModel(this Customer customer) => new()
    {
        Id = customer.Id,
        Name = customer.Name,
        Email = customer.Email,
        Phone = customer.Phone,
        VatNumber = customer.VatNumber,
        Tier = customer.Tier.ToString(),
        Since = customer.Since,
    };
}

public static class CustomerText
{
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Digits(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var digits = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (char.IsAsciiDigit(character) || (character == '+' && digits.Length == 0))
            {
                digits.Append(character);
            }
        }

        return digits.ToString();
    }

    public static string Slug(string name)
    {
        var slug = new StringBuilder(name.Length);
        var gap = false;
        foreach (var character in name.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(character) == UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            if (char.IsLetterOrDigit(character))
            {
                if (gap && slug.Length > 0)
                {
                    slug.Append('-');
                }

                slug.Append(char.ToLowerInvariant(character));
                gap = false;
            }
            else
            {
                gap = true;
            }
        }

        return slug.ToString();
    }

    public static bool IsVatNumber(string text) => text.Length switch
    {
        < 4 or > 14 => false,
        _ => char.IsAsciiLetterUpper(text[0]) && char.IsAsciiLetterUpper(text[1]) && text.Skip(2).All(char.IsAsciiLetterOrDigit),
    };
}

public sealed class CustomerClient(HttpClient http, CustomerOptions options, TimeProvider time, ILogger<CustomerClient> logger)
{
    private readonly Dictionary<Guid, (Customer Customer, DateTimeOffset At)> _cache = [];
    private readonly SemaphoreSlim _gate = new(1, 1);

    public async Task<Customer?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_cache.TryGetValue(id, out var cached) && time.GetUtcNow() - cached.At < options.CacheFor)
            {
                return cached.Customer;
            }
        }
        finally
        {
            _gate.Release();
        }

        var found = await GetAsync<CustomerModel>(string.Create(CultureInfo.InvariantCulture, $"customers/{id:N}"), cancellationToken);
        if (found is null)
        {
            return null;
        }

        var customer = found.ToCustomer();
        await _gate.WaitAsync(cancellationToken);
        try
        {
            _cache[id] = (customer, time.GetUtcNow());
        }
        finally
        {
            _gate.Release();
        }

        return customer;
    }

    public async Task<IReadOnlyList<Customer>> SearchAsync(string text, CustomerTier? tier, CancellationToken cancellationToken)
    {
        var query = new StringBuilder("customers?q=").Append(Uri.EscapeDataString(text));
        if (tier is { } wanted)
        {
            query.Append("&tier=").Append(wanted);
        }

        var found = await GetAsync<List<CustomerModel>>(query.ToString(), cancellationToken) ?? [];
        return found.Select(model => model.ToCustomer()).OrderBy(customer => customer.Name, StringComparer.OrdinalIgnoreCase).ToList();
    }

    public async Task<bool> UpdateAsync(Customer customer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(customer);
        if (customer.VatNumber is { } vat && !CustomerText.IsVatNumber(vat))
        {
            throw new ArgumentException($"'{vat}' is not a VAT number.", nameof(customer));
        }

        using var response = await http.PutAsJsonAsync($"customers/{customer.Id:N}", customer.ToModel(), cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }

        response.EnsureSuccessStatusCode();
        await _gate.WaitAsync(cancellationToken);
        try
        {
            _cache.Remove(customer.Id);
        }
        finally
        {
            _gate.Release();
        }

        return true;
    }

    private async Task<T?> GetAsync<T>(string path, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var response = await http.GetAsync(path, cancellationToken);
                if (response.StatusCode == HttpStatusCode.NotFound)
                {
                    return default;
                }

                response.EnsureSuccessStatusCode();
                return await response.Content.ReadFromJsonAsync<T>(cancellationToken);
            }
            catch (HttpRequestException exception) when (attempt < options.Retries)
            {
                logger.LogWarning(exception, "Attempt {Attempt} at {Path} failed", attempt, path);
                await Task.Delay(TimeSpan.FromMilliseconds(200 * attempt), cancellationToken);
            }
        }
    }
}

public sealed class CustomerReport(CustomerClient client)
{
    public async Task<string> RenderAsync(IEnumerable<Guid> ids, CancellationToken cancellationToken)
    {
        var lines = new List<string> { "name;tier;since;contacts" };
        foreach (var id in ids.Distinct())
        {
            if (await client.FindAsync(id, cancellationToken) is { } customer)
            {
                lines.Add(Line(customer));
            }
        }

        return string.Join('\n', lines);
    }

    public async Task<IReadOnlyDictionary<CustomerTier, int>> CountAsync(string text, CancellationToken cancellationToken)
    {
        var found = await client.SearchAsync(text, tier: null, cancellationToken);
        return found.GroupBy(customer => customer.Tier).ToDictionary(group => group.Key, group => group.Count());
    }

    private static string Line(Customer customer) => string.Join(
        ';',
        Escape(customer.Name),
        customer.Tier.ToString(),
        customer.Since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        customer.Contacts.Count.ToString(CultureInfo.InvariantCulture));

    private static string Escape(string text) =>
        text.Contains(';', StringComparison.Ordinal) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
