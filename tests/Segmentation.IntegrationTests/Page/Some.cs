using System.Globalization;
using System.Text;

namespace Segmentation.IntegrationTests.Page;

/// <summary>Files of customers for these tests.</summary>
static class Some
{
    /// <summary>200 visitors of a shopping centre.</summary>
    public static string Mall { get; } = Path.Combine(AppContext.BaseDirectory, "data", "Mall_Customers.csv");

    /// <summary>150,000 customers in four groups far apart: several seconds of work.</summary>
    public static string LargeFile(string folder) => CustomersFile(folder, 150_000);

    /// <summary>Customers in four groups far apart.</summary>
    public static string CustomersFile(string folder, int customers)
    {
        var random = new Random(7);
        var text = new StringBuilder("customer,spend,visits,age\n");
        for (var i = 0; i < customers; i++)
        {
            var group = i % 4;
            text.Append(CultureInfo.InvariantCulture, $"c{i},{100 * group + 20 * random.NextDouble():F3},")
                .Append(CultureInfo.InvariantCulture, $"{10 * (group % 2) + 3 * random.NextDouble():F3},")
                .Append(CultureInfo.InvariantCulture, $"{30 + 5 * group + 8 * random.NextDouble():F3}\n");
        }

        var path = Path.Combine(folder, $"customers_{customers}.csv");
        File.WriteAllText(path, text.ToString());
        return path;
    }
}
