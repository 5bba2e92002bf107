namespace Segmentation;

/// <summary>The steps of a job, in the order the data goes through them.</summary>
public enum Stage
{
    /// <summary>Bytes become a table.</summary>
    Load,
    /// <summary>Roles and types are settled; what cannot be clustered is refused.</summary>
    Validate,
    /// <summary>Rows that cannot be used are left out or filled.</summary>
    Clean,
    /// <summary>The columns that are compared are made.</summary>
    Features,
    /// <summary>Features are brought to a common scale.</summary>
    Scale,
    /// <summary>k is chosen and the centres are found.</summary>
    Cluster,
    /// <summary>How good the segments are, and what each is like.</summary>
    Evaluate,
    /// <summary>Files and result are written.</summary>
    Save,
}
