/** Values as a line of comma-separated values (RFC 4180). */
export function csvLineOf(values: readonly unknown[]): string {
  return `${values.map(cellOf).join(',')}\r\n`;
}

/**
 * What begins like a formula would be one to whoever opens the file in a spreadsheet, and names are anybody's.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
function cellOf(value: unknown): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const harmless = /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
