// Names and signatures after the public source, as far as the catalogue names them; nothing here runs.
#nullable disable
namespace Amazon.SimpleEmail
{
    public interface IAmazonSimpleEmailService
    {
        Task<object> SendEmailAsync(object request, CancellationToken cancellationToken = default);
        Task<object> SendRawEmailAsync(object request, CancellationToken cancellationToken = default);
    }
}

namespace Amazon.SimpleEmailV2
{
    public interface IAmazonSimpleEmailServiceV2
    {
        Task<object> SendEmailAsync(object request, CancellationToken cancellationToken = default);
    }
}
