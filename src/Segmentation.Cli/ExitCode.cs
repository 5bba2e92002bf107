namespace Segmentation.Cli;

/// <summary>Exit codes of the program. A script can decide by them what to do next.</summary>
static class ExitCode
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int DataInvalid = 3;
    public const int ServerUnreachable = 4;
    public const int Interrupted = 130;
}
