import type { ImportedRow } from '@cloudapp/contracts/user';

/** A cell that no spreadsheet takes for a formula or for two cells. */
function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}

/** The added users with their one-time passwords. */
export function passwordsCsv(rows: readonly ImportedRow[]): string {
  const lines = rows
    .filter((row) => row.oneTimePassword !== undefined)
    .map((row) => [row.email, row.name, row.oneTimePassword ?? ''].map(cell).join(','));
  return ['email,name,one-time password', ...lines, ''].join('\r\n');
}
