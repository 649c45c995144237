using System.Text;
using GracefulAnalyzers.Cli;
using GracefulAnalyzers.Cli.Build;
using GracefulAnalyzers.Cli.Explain;
using GracefulAnalyzers.Cli.Fix;
using GracefulAnalyzers.Cli.Scan;
using GracefulAnalyzers.Cli.Shared;

if (Console.IsOutputRedirected)
{
    // Code and messages may hold any character; a file or pipe takes UTF-8 on every system.
    Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
}

return await CommandLine.RunAsync(
    args,
    () => new ScanRun(CarriedAssemblies.Analyzers, Console.Out, Terminals.Output(), Terminals.Error(), Environment.CurrentDirectory),
    () => new FixRun(CarriedAssemblies.AnalyzersAndFixes, Console.Out, Terminals.Output(), Terminals.Error(), Environment.CurrentDirectory),
    () => new ExplainRun(Terminals.Output(), Terminals.Error()),
    Console.Out,
    Console.Error,
    CancellationToken.None);
