namespace Segmentation.Cli;

/// <summary>The private server cannot be used; the message tells the user why and what to do.</summary>
sealed class PrivatePostgresException(string message, Exception? inner = null) : Exception(message, inner);
