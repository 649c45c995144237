using Amazon.SQS;

class A { Task M(IAmazonSQS c) => c.DeleteMessageAsync("a", "b"); }
