using Twilio.Rest.Api.V2010.Account;

class A { Task M() => MessageResource.CreateAsync(new CreateMessageOptions(new Twilio.Types.PhoneNumber("+1"))); }
