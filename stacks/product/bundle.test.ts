import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { functionNames, type FunctionName } from '../variables/functions.ts';
import { bundleFunction, codeOf } from './bundle.ts';

/** Thousands of bytes that each function may have, as it is run and as it is uploaded: what it has, and a tenth (docs/adr/0033-what-functions-are-made-of.md). */
const bounds: Readonly<Record<FunctionName, { readonly code: number; readonly zip: number }>> = {
  authenticate: { code: 660, zip: 430 },
  'notify-admin': { code: 400, zip: 130 },
  'analyse-provisioning': { code: 600, zip: 190 },
  'count-statistics': { code: 450, zip: 145 },
  'reconcile-instances': { code: 1237, zip: 669 },
  'seal-audit': { code: 470, zip: 150 },
  'sign-audit': { code: 720, zip: 230 },
  'send-notices': { code: 664, zip: 222 },
};

describe.each(functionNames)('the code of %s', (name) => {
  const code = Buffer.from(codeOf(name)).toString('utf8');

  it('has at most so many bytes', () => {
    expect(code.length).toBeLessThanOrEqual(bounds[name].code * 1000);
    expect(statSync(bundleFunction(name).path).size).toBeLessThanOrEqual(bounds[name].zip * 1000);
  });

  it.each(['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_WEB_IDENTITY_TOKEN_FILE', 'sso_start_url'])(
    'looks for credentials in variables alone, not by %s',
    (place) => {
      expect(code.includes('AWS_SECRET_ACCESS_KEY')).toBe(true);
      expect(code.includes(place)).toBe(false);
    },
  );

  it('keeps the names of its functions, which traces tell', () => {
    expect(code.includes('"loadEnvironment"')).toBe(true);
  });
});

describe('what authenticate loads late', () => {
  const files = unzipSync(readFileSync(bundleFunction('authenticate').path));

  it('lies beside it, and is nothing that it starts with', () => {
    const handler = Buffer.from(files['handler.mjs'] ?? []).toString('utf8');

    expect(Object.keys(files).sort()).toEqual([
      'aws-sdk-client-secrets-manager.mjs',
      'handler.mjs',
      'openid-client.mjs',
      'simplewebauthn-server.mjs',
    ]);
    expect(handler).toContain('import("./simplewebauthn-server.mjs")');
    const words = 'Missing credential ID';
    expect(handler).not.toContain(words);
    expect(Buffer.from(files['simplewebauthn-server.mjs'] ?? []).toString('utf8')).toContain(words);
  });

  it('is loaded as it is', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'late-'));
    const file = join(folder, 'late.mjs');
    writeFileSync(file, files['simplewebauthn-server.mjs'] ?? '');

    const loaded = (await import(file)) as Record<string, unknown>;

    expect(loaded['verifyAuthenticationResponse']).toBeTypeOf('function');
    rmSync(folder, { recursive: true });
  });

  it('is brought by no function that has no use for it', () => {
    expect(Object.keys(unzipSync(readFileSync(bundleFunction('notify-admin').path)))).toEqual(['handler.mjs']);
  });
});

describe('what reconcile-instances loads late', () => {
  const files = unzipSync(readFileSync(bundleFunction('reconcile-instances').path));

  it('is the holidays of all countries, which it looks up once a year', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'late-'));
    const file = join(folder, 'late.mjs');
    writeFileSync(file, files['date-holidays.mjs'] ?? '');

    const loaded = (await import(file)) as Record<string, unknown>;

    expect(Object.keys(files).sort()).toEqual(['date-holidays.mjs', 'handler.mjs']);
    expect(loaded['default']).toBeTypeOf('function');
    rmSync(folder, { recursive: true });
  });
});
