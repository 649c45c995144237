using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Billing.Invoices;

public sealed class BillingContext(DbContextOptions<BillingContext> options) : DbContext(options)
{
    public DbSet<Invoice> Invoices => Set<Invoice>();

    public DbSet<InvoiceLine> Lines => Set<InvoiceLine>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.ApplyConfiguration(new InvoiceConfiguration());
        modelBuilder.Entity<InvoiceLine>(line =>
        {
            line.Property(x => x.Quantity).HasPrecision(18, 4);
            line.Property(x => x.Price).HasPrecision(18, 4);
            line.Ignore(x => x.Net);
            line.Ignore(x => x.Tax);
        });
    }
}

public sealed class InvoiceConfiguration : IEntityTypeConfiguration<Invoice>
{
    public void Configure(EntityTypeBuilder<Invoice> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.HasKey(invoice => invoice.Id);
        builder.HasIndex(invoice => invoice.Number).IsUnique();
        builder.HasIndex(invoice => new { invoice.CustomerId, invoice.Status });
        builder.Property(invoice => invoice.Status).HasConversion<string>().HasMaxLength(16);
        builder.Property(invoice => invoice.Version).IsRowVersion();
        builder.HasMany(invoice => invoice.Lines).WithOne().OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(invoice => invoice.Payments).WithOne().OnDelete(DeleteBehavior.Restrict);
        builder.Ignore(invoice => invoice.Net);
        builder.Ignore(invoice => invoice.Tax);
        builder.Ignore(invoice => invoice.Gross);
        builder.Ignore(invoice => invoice.Paid);
        builder.Ignore(invoice => invoice.Open);
    }
}
