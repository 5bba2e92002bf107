namespace Segmentation.Cli;

/// <summary>The private server cannot be had; the message says why and what to do, for the person at the keyboard.</summary>
public sealed class PrivatePostgresException(string message, Exception? inner = null) : Exception(message, inner);
