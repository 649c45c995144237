using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GracefulAnalyzers.Drills;

/// <summary>Offers TLS with a certificate that nobody trusts, and says nothing after that.</summary>
internal sealed class UntrustedServer : IAsyncDisposable
{
    private readonly RSA _key = RSA.Create(2048);
    private readonly X509Certificate2 _certificate;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _shakeHands;
    private readonly Task _serving;

    /// <param name="shakeHands">When TLS may begin.</param>
    public UntrustedServer(Task? shakeHands = null)
    {
        _shakeHands = shakeHands ?? Task.CompletedTask;
        _certificate = new CertificateRequest("CN=127.0.0.1", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Origin => $"https://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Completes when somebody has connected.</summary>
    public Task Connected => _connected.Task;

    /// <summary>Completes when somebody has closed a connection, with or without TLS, over which nothing was asked.</summary>
    public Task Left => _left.Task;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Dispose();
        _stop.Dispose();
        _certificate.Dispose();
        _key.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _connected.TrySetResult();
                await _shakeHands.WaitAsync(_stop.Token);
                await using var stream = new SslStream(client.GetStream());
                await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
                if (await stream.ReadAsync(new byte[1], _stop.Token) == 0)
                {
                    _left.TrySetResult();
                }
            }
            catch (Exception e) when (e is IOException or AuthenticationException or OperationCanceledException)
            {
                // The client turned away, or the test is over.
                _left.TrySetResult();
            }
        }
    }
}
