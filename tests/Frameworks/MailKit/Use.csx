using MailKit.Net.Smtp;

class A { Task M(ISmtpClient c) => c.SendAsync(new MimeKit.MimeMessage()); }
