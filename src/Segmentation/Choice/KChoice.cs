using Segmentation.Clustering;
using Segmentation.Evaluation;

namespace Segmentation.Choice;

/// <summary>The chosen k, the reason for it, and its segments.</summary>
/// <param name="Sweep">Every k that was tried, measured on the rows the starts ran on; a k that was asked for, on all
/// rows.</param>
/// <param name="Fit">The segments of all rows.</param>
/// <param name="Silhouette">That of <paramref name="Fit"/>; exact, or sampled above the limit.</param>
sealed record KChoice(KSweep Sweep, KMeansResult Fit, SilhouetteSummary Silhouette);
