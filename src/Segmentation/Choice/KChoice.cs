using Segmentation.Clustering;
using Segmentation.Evaluation;

namespace Segmentation.Choice;

/// <summary>The k that is used, why, and its segments; what was measured on the way is handed on.</summary>
/// <param name="Sweep">Every k that was tried. Its numbers are of the rows the starts ran on; when k was given, of all rows.</param>
/// <param name="Fit">The segments of all rows.</param>
/// <param name="Silhouette">Of <paramref name="Fit"/>; exact, or sampled above the limit.</param>
sealed record KChoice(KSweep Sweep, KMeansResult Fit, SilhouetteSummary Silhouette);
