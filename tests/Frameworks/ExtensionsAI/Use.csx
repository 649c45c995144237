using Microsoft.Extensions.AI;

class A { Task M(IChatClient c) => c.GetResponseAsync("hi"); }
