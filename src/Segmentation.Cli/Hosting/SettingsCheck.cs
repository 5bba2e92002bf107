using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Segmentation.Api;
using Segmentation.Postgres;
using Segmentation.Spark;
using Segmentation.Worker;

namespace Segmentation.Cli;

/// <summary>Checks every setting before anything starts, so that all errors are reported at once.</summary>
static class SettingsCheck
{
    /// <exception cref="CommandFailedException">A line for each wrong setting: key, value and what is
    /// allowed.</exception>
    public static void Run(HostSettings settings)
    {
        var services = new ServiceCollection().AddSingleton<IConfiguration>(settings.Configuration);
        Add<ApiOptions>(services, "Api");
        Add<LimitsOptions>(services, "Limits");
        Add<WorkerOptions>(services, "Worker");
        Add<SparkOptions>(services, "Spark");
        Add<StorageOptions>(services, "Storage");
        Add<DatasetOptions>(services, "Datasets");
        Add<TelemetryOptions>(services, "Telemetry");
        Add<PrivateSparkOptions>(services, "Spark");
        if (settings.Connection is not null) Add<DatabaseOptions>(services, "Database");

        using var all = services.BuildServiceProvider();
        try
        {
            all.GetRequiredService<IStartupValidator>().Validate();
        }
        catch (OptionsValidationException wrong)
        {
            throw Wrong(wrong.Failures, wrong);
        }
        catch (AggregateException several)
        {
            throw Wrong(
                several.InnerExceptions.SelectMany(inner => ((OptionsValidationException)inner).Failures), several);
        }
        catch (InvalidOperationException unreadable)
        {
            throw Wrong([Unreadable(unreadable.Message)], unreadable);
        }
    }

    static void Add<T>(IServiceCollection services, string section)
        where T : class =>
        services.AddOptions<T>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();

    static CommandFailedException Wrong(IEnumerable<string> failures, Exception reason) =>
        new(ExitCode.Usage, string.Join(Environment.NewLine, failures.Select(Sentence)), reason);

    // "… value 'many' at 'Worker:Slots' to type …": the user knows the key, not the type.
    static string Unreadable(string message) => message.Split('\'') is [_, var value, _, var key, ..]
        ? $"{key} is {value}; that cannot be read. docs/operations.md says what is allowed."
        : message;

    // The validator wraps the message of the options into one with a type name.
    static string Sentence(string failure)
    {
        const string Before = " with the error: '";
        var at = failure.IndexOf(Before, StringComparison.Ordinal);
        return at < 0 ? failure : failure[(at + Before.Length)..^2];
    }
}
