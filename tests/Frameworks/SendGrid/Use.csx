using SendGrid;

class A { Task M(ISendGridClient c) => c.SendEmailAsync(new SendGrid.Helpers.Mail.SendGridMessage()); }
