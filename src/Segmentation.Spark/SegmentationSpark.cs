using Microsoft.Extensions.DependencyInjection;

namespace Segmentation.Spark;

/// <summary>Spark as an engine of a worker.</summary>
public static class SegmentationSpark
{
    /// <summary>Registers the settings and the engine, which can only be created when
    /// <see cref="SparkOptions.Address"/> is set.</summary>
    public static IServiceCollection AddSegmentationSpark(this IServiceCollection services)
    {
        services.AddOptions<SparkOptions>().BindConfiguration("Spark").ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<SparkEngine>();
    }
}
