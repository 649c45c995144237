using Microsoft.EntityFrameworkCore;

namespace Violations;

public sealed class WorkDb(DbContextOptions<WorkDb> options) : DbContext(options)
{
    public DbSet<Note> Notes => Set<Note>();
}

public sealed class Note
{
    public int Id { get; set; }

    public string Text { get; set; } = "";
}
