namespace GracefulAnalyzers.Drills.Brokers;

public sealed class BrokerPackagesTests
{
    private static readonly Needs[] Missing = [Needs.RabbitMq, Needs.Node];

    [Theory]
    [InlineData(Needs.RabbitMq | Needs.Redis, "Missing here: apt-get install rabbitmq-server")]
    [InlineData(Needs.RabbitMq | Needs.Node, "Missing here: apt-get install rabbitmq-server nodejs")]
    [InlineData(Needs.Redis, null)]
    public void A_test_says_what_to_install_before_it_is_skipped(Needs needs, string? reason) =>
        Assert.Equal(reason, BrokerPackages.ReasonToSkip(needs, Missing, required: false));

    [Fact]
    public void Nothing_is_skipped_where_everything_is_required() => Assert.Null(BrokerPackages.ReasonToSkip(Needs.RabbitMq, Missing, required: true));
}
