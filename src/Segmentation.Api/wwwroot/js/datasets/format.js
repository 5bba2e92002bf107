const Kinds = { csv: "Text", xlsx: "Excel workbook", xls: "Excel workbook", parquet: "Parquet" };

/** What a file was read as, in a few words: format, encoding or sheet, and what it was packed with. */
export function readAs({ kind, packing, entry, encoding, encodingGuessed, sheet, choices = [] }, bom = false) {
  const parts = [Kinds[kind]];
  if (encoding) parts.push(`${encoding.toUpperCase()}${encodingGuessed ? " (guessed)" : ""}`);
  if (encoding && bom) parts.push("with byte order mark");
  if (sheet) parts.push(`sheet "${sheet}"${choices.length > 1 ? ` of ${choices.length}` : ""}`);
  if (entry) parts.push(`"${entry}" in a ZIP archive`);
  if (packing === "gzip") parts.push("packed by gzip");
  return parts.join(", ");
}
