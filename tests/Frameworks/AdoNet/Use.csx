class A { void M(IServiceCollection s) => s.AddNpgsqlDataSource("x").AddMySqlDataSource("x"); }
