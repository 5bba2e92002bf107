const Kinds = { csv: "Text", xlsx: "Excel workbook", xls: "Excel workbook", parquet: "Parquet" };

/** What a file was read as, in a few words: format, encoding or sheet, and what it was packed with. */
export function readAs(format, bom = false) {
  const { kind, packing, entry, encoding, encodingGuessed, columnsBy, sheet, choices = [] } = format;
  const parts = [Kinds[kind]];
  if (encoding) parts.push(`${encoding.toUpperCase()}${encodingGuessed ? " (guessed)" : ""}`);
  if (columnsBy) parts.push(columnsBy === "width" ? "columns of fixed width" : "columns separated by blanks");
  if (encoding && bom) parts.push("with byte order mark");
  if (sheet) parts.push(`sheet "${sheet}"${choices.length > 1 ? ` of ${choices.length}` : ""}`);
  if (entry) parts.push(`"${entry}" in a ZIP archive`);
  if (packing === "gzip") parts.push("packed by gzip");
  return parts.join(", ");
}
