namespace Segmentation.Insights;

/// <summary>The file of actions is not as it should be; the message says which line, and what to do.</summary>
public sealed class InvalidActionsException(string message, Exception? inner = null) : Exception(message, inner);
