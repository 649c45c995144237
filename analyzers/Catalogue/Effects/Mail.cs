using GracefulAnalyzers.Vocabulary;

namespace GracefulAnalyzers.Catalogue;

/// <summary>Mail and text messages: once sent, they cannot be taken back.</summary>
internal static class Mail
{
    public static readonly Framework MailKit = new(
        "MailKit",
        "https://github.com/jstedfast/MailKit/blob/master/MailKit/MailTransport.cs",
        "MailKit.Net.Smtp.ISmtpClient",
        "MailKit.IMailTransport")
    {
        Members =
        [
            Member.Work("MailKit.IMailTransport::SendAsync", Effect.Mail),
            Member.Work("MailKit.IMailTransport::Send", Effect.Mail),
        ],
    };

    public static readonly Framework SendGrid = new(
        "SendGrid",
        "https://github.com/sendgrid/sendgrid-csharp/blob/main/src/SendGrid/ISendGridClient.cs",
        "SendGrid.ISendGridClient")
    {
        Members =
        [
            Member.Work("SendGrid.ISendGridClient::SendEmailAsync", Effect.Mail),
            Member.Work("SendGrid.BaseClient::SendEmailAsync", Effect.Mail),
        ],
    };

    public static readonly Framework AmazonSes = new(
        "AmazonSES",
        "https://docs.aws.amazon.com/sdkfornet/v3/apidocs/items/SimpleEmailV2/TISimpleEmailServiceV2.html",
        "Amazon.SimpleEmailV2.IAmazonSimpleEmailServiceV2",
        "Amazon.SimpleEmail.IAmazonSimpleEmailService")
    {
        Members =
        [
            Member.Work("Amazon.SimpleEmailV2.IAmazonSimpleEmailServiceV2::SendEmailAsync", Effect.Mail),
            Member.Work("Amazon.SimpleEmail.IAmazonSimpleEmailService::SendEmailAsync", Effect.Mail),
            Member.Work("Amazon.SimpleEmail.IAmazonSimpleEmailService::SendRawEmailAsync", Effect.Mail),
        ],
    };

    public static readonly Framework Twilio = new(
        "Twilio",
        "https://www.twilio.com/docs/messaging/api/message-resource",
        "Twilio.Rest.Api.V2010.Account.MessageResource")
    {
        Members =
        [
            Member.Work("Twilio.Rest.Api.V2010.Account.MessageResource::CreateAsync", Effect.Mail),
            Member.Work("Twilio.Rest.Api.V2010.Account.MessageResource::Create", Effect.Mail),
            Member.Work("Twilio.Rest.Api.V2010.Account.CallResource::CreateAsync", Effect.Mail),
            Member.Work("Twilio.Rest.Api.V2010.Account.CallResource::Create", Effect.Mail),
        ],
    };
}
