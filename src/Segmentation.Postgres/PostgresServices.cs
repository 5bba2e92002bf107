using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Segmentation.Postgres;

/// <summary>Where the database is. Section <c>Database</c>.</summary>
public sealed class DatabaseOptions : IValidatableObject
{
    /// <summary>PostgreSQL 15 or newer, as Npgsql reads it. Required; <c>serve</c> fills it in for its private
    /// server.</summary>
    public string ConnectionString { get; set; } = "";

    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrWhiteSpace(ConnectionString))
            yield return new($"Database:ConnectionString is empty; allowed: a connection string such as {Example}.");
        else if (!IsReadable(ConnectionString))
            yield return new($"Database:ConnectionString cannot be read; allowed: key=value pairs such as {Example}.");
    }

    const string Example = "Host=db;Username=u;Database=d";

    // The text itself may hold a password and is never repeated.
    static bool IsReadable(string text)
    {
        try
        {
            _ = new NpgsqlConnectionStringBuilder(text);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

/// <summary>Where files lie. Section <c>Storage</c>.</summary>
public sealed class StorageOptions : IValidatableObject
{
    /// <summary>The data folder, shared by all processes of a service. Default <c>data</c> in the working
    /// folder.</summary>
    public string DataFolder { get; set; } = "data";

    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrWhiteSpace(DataFolder)) yield return new("Storage:DataFolder is empty; allowed: a folder.");
    }
}

/// <summary>Registers the stores.</summary>
public static class PostgresServices
{
    /// <summary>Database, files, stores, what callers ask of jobs, and the service that applies the
    /// migrations.</summary>
    /// <param name="workConnections">Most connections for requests, beside two for the queue.</param>
    /// <param name="patience">How long a statement is tried again while the database is away; infinite for
    /// workers.</param>
    public static IServiceCollection AddSegmentationPostgres(
        this IServiceCollection services, int workConnections, TimeSpan patience)
    {
        if (services.Any(service => service.ServiceType == typeof(Database))) return services;

        services.AddSection<DatabaseOptions>("Database").AddSection<StorageOptions>("Storage")
            .AddSection<DatasetOptions>("Datasets").AddSection<RetentionOptions>("Retention");
        return services
            .AddSingleton(all => new Database(
                all.GetRequiredService<IOptions<DatabaseOptions>>().Value.ConnectionString, workConnections, patience))
            .AddSingleton(all => new FileStore(all.GetRequiredService<IOptions<StorageOptions>>().Value.DataFolder))
            .AddSingleton<NotifySender>().AddSingleton<SchemaReady>()
            .AddSingleton<DatasetStore>().AddSingleton<Inspections>().AddSingleton<Intakes>()
            .AddSingleton<Jobs>().AddSingleton<ResultStore>()
            .AddSingleton<JobEvents>().AddSingleton<Schedules>().AddSingleton<Queues>().AddSingleton<QueueFigures>()
            .AddSingleton<WorkerSessions>().AddSingleton<ApiKeys>()
            .AddHostedService<SchemaService>();
    }

    /// <summary>What only workers need: their side of the queue, due schedules, and cleaning up.</summary>
    internal static IServiceCollection AddWorkQueue(
        this IServiceCollection services, Func<IServiceProvider, QueueTimings> timings) => services
        .AddSingleton(timings).AddSingleton<WorkQueue>().AddSingleton<DueSchedules>()
        .AddSingleton<FileSweeper>().AddSingleton<Housekeeping>().AddSingleton<Retention>();

    /// <summary>The feed of changes, for processes that have watchers.</summary>
    public static IServiceCollection AddJobFeed(this IServiceCollection services) => services
        .AddSingleton<JobFeed>()
        .AddHostedService(all => all.GetRequiredService<JobFeed>());

    static IServiceCollection AddSection<T>(this IServiceCollection services, string section)
        where T : class
    {
        services.AddOptions<T>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
        return services;
    }
}
