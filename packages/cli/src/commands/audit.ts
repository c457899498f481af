import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { KeyObject } from 'node:crypto';
import { proveExport } from '@cloudapp/audit-proof/export-proof';
import { describeReport } from '@cloudapp/audit-proof/report-text';
import { readPublicKey, UnusableKeyError } from '@cloudapp/audit-proof/root';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { Failure } from '../failure.ts';

export const auditVerify: Command = {
  name: 'audit verify',
  summary: 'Prove an export of the audit log offline, by the public key alone',
  positionals: [{ name: 'FILE', completes: 'files' }],
  options: [
    { name: 'key', value: 'KEY.pem', summary: 'The public key that days must be signed with', completes: 'files' },
  ],
  notes: [
    'FILE is an export as JSON Lines. Take the key from KMS (`aws kms get-public-key`), not from whoever gave you the file.',
    'Ends with 1 where something was changed, removed, inserted or put into another order, and says what.',
  ],
  run: async ({ positional, text, page }) => {
    const keyFile = text('key');
    if (keyFile === undefined) throw new Failure('usage', '--key is missing: cloudapp audit verify --help');
    const key = await readKey(keyFile);
    const file = await open(positional('FILE')).catch(cannotRead);
    const lines = createInterface({ input: createReadStream('', { fd: file }), crlfDelay: Infinity });
    const report = await proveExport(lines, key);
    page.answer(report, () => describeReport(report));
    return report.findings.length === 0 ? undefined : exitCodes.failed.code;
  },
};

async function readKey(file: string): Promise<KeyObject> {
  const text = await readFile(file, 'utf8').catch(cannotRead);
  try {
    return readPublicKey(text);
  } catch (error) {
    if (error instanceof UnusableKeyError) throw new Failure('usage', `${file}: ${error.message}`, { cause: error });
    throw error;
  }
}

function cannotRead(error: unknown): never {
  throw new Failure('usage', error instanceof Error ? error.message : String(error), { cause: error });
}
