using Amazon.SimpleEmail;

class A { Task M(IAmazonSimpleEmailService c) => c.SendEmailAsync(new object()); }
