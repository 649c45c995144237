using StackExchange.Redis;

class A { Task M(IDatabase d) => d.StringSetAsync("a", "b"); }
