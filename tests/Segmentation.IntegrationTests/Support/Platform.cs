using System.Runtime.Versioning;

// They send signals, change modes and look at processes as Unix has them.
[assembly: UnsupportedOSPlatform("windows")]
