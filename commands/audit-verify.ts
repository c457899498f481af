import { proveExport } from '@cloudapp/audit-proof/export-proof';
import { describeReport } from '@cloudapp/audit-proof/report-text';
import { readPublicKey } from '@cloudapp/audit-proof/root';
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

/**
 * `npx tsx commands/audit-verify.ts FILE --key KEY.pem`: proves an export of the audit log offline. Exit code 0 when nothing is wrong, 1
 * when something is, 2 when it could not be checked.
 */
const usage = 'Usage: audit-verify FILE --key KEY.pem   (FILE is an export of the audit log as JSON Lines)';

process.exitCode = await verify(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 2;
});

async function verify(words: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    options: { key: { type: 'string' } },
    allowPositionals: true,
  });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0 || values.key === undefined) throw new Error(usage);
  const key = readPublicKey(readFileSync(values.key, 'utf8'));
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
  const report = await proveExport(lines, key);
  process.stdout.write(`${describeReport(report).join('\n')}\n`);
  return report.findings.length === 0 ? 0 : 1;
}
