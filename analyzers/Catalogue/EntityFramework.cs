namespace GracefulAnalyzers.Catalogue;

internal static class EntityFramework
{
    public static readonly Framework Framework = new(
        "EFCore",
        "https://learn.microsoft.com/ef/core/saving/",
        "Microsoft.EntityFrameworkCore.DbContext")
    {
        Members =
        [
            Member.Work("Microsoft.EntityFrameworkCore.DbContext::SaveChanges", Effect.Insert),
            Member.Work("Microsoft.EntityFrameworkCore.DbContext::SaveChangesAsync", Effect.Insert),
        ],
    };
}
