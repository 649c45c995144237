// Names and signatures of MailKit, SendGrid, AWSSDK.SimpleEmail(V2) and Twilio, after their public sources, as far as the catalogue names them.
// They stand in where the packages are not restored; nothing here runs.
#nullable disable
#pragma warning disable CS1591
using System.Threading;
using System.Threading.Tasks;

namespace MimeKit
{
    public class MimeMessage
    {
    }
}

namespace MailKit
{
    public interface ITransferProgress
    {
    }

    public interface IMailService
    {
    }

    public interface IMailTransport : IMailService
    {
        string Send(MimeKit.MimeMessage message, CancellationToken cancellationToken = default, ITransferProgress progress = null);
        Task<string> SendAsync(MimeKit.MimeMessage message, CancellationToken cancellationToken = default, ITransferProgress progress = null);
    }
}

namespace MailKit.Net.Smtp
{
    public interface ISmtpClient : IMailTransport
    {
    }
}

namespace SendGrid
{
    public class Response
    {
    }

    public interface ISendGridClient
    {
        Task<Response> SendEmailAsync(Helpers.Mail.SendGridMessage msg, CancellationToken cancellationToken = default);
    }

    public abstract class BaseClient : ISendGridClient
    {
        public Task<Response> SendEmailAsync(Helpers.Mail.SendGridMessage msg, CancellationToken cancellationToken = default) => throw null;
    }
}

namespace SendGrid.Helpers.Mail
{
    public class SendGridMessage
    {
    }
}

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

namespace Twilio.Rest.Api.V2010.Account
{
    public class MessageResource
    {
        public static MessageResource Create(object options, object client = null) => throw null;
        public static Task<MessageResource> CreateAsync(object options, object client = null) => throw null;
    }

    public class CallResource
    {
        public static CallResource Create(object options, object client = null) => throw null;
        public static Task<CallResource> CreateAsync(object options, object client = null) => throw null;
    }
}
