using Microsoft.EntityFrameworkCore;

class A(DbContextOptions o) : DbContext(o) { static void R(DbContextOptionsBuilder b) => b.UseSqlite("x"); Task S() => Database.ExecuteSqlAsync($"x"); }
