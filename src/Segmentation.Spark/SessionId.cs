using System.Security.Cryptography;
using System.Text;

namespace Segmentation.Spark;

/// <summary>The id of a run's Spark session. It follows from the job and the lease's token, so that another worker can
/// interrupt and release the session.</summary>
static class SessionId
{
    /// <remarks>The first 128 bits of a SHA-256, as a UUID of version 8 (RFC 9562, 5.8).</remarks>
    public static Guid Of(RunKey key)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"segmentation/{key.JobId}/{key.Token}"))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new(bytes, bigEndian: true);
    }
}
