using Npgsql;

class A { NpgsqlDataSource D { get; } = NpgsqlDataSource.Create("x"); }
