import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sshCommand, sshConfigBlock, sshFile, storeKeyCommand } from './ssh-command.ts';

const keyFile = 'cloudapp-otter-3f9a1c2e';

describe('commands for PowerShell 5.1', () => {
  it('name the key in the person’s folder', () => {
    expect(sshCommand('ssh -o HostKeyAlias=mch_1 admin@192.0.2.1', keyFile, 'windows')).toBe(
      `ssh -i "$env:USERPROFILE\\.ssh\\${keyFile}" -o HostKeyAlias=mch_1 admin@192.0.2.1`,
    );
  });

  it('store the key with what PowerShell has: no && and no chmod', () => {
    const command = storeKeyCommand(keyFile, 'windows');

    expect(command).not.toMatch(/&&|chmod|mkdir|~|-Force "[^"]*cloudapp/);
    expect(command).toContain(`Move-Item "$env:USERPROFILE\\Downloads\\${keyFile}"`);
    expect(command).toContain('icacls');
    expect(command).toContain('/inheritance:r');
    expect(sshFile('config', 'windows')).toBe('%USERPROFILE%\\.ssh\\config');
  });
});

describe('commands for macOS and Linux', () => {
  let home: string;

  beforeEach(() => {
    home = mkdtempSync(path.join(tmpdir(), 'cloudapp-home-'));
    mkdirSync(path.join(home, 'Downloads'));
    writeFileSync(path.join(home, 'Downloads', keyFile), 'new', { mode: 0o644 });
  });

  afterEach(() => {
    rmSync(home, { recursive: true });
  });

  const store = () => {
    try {
      execFileSync('sh', ['-c', storeKeyCommand(keyFile, 'unix')], {
        env: { ...process.env, HOME: home },
        stdio: 'ignore',
      });
    } catch {
      // Newer versions of mv say by their exit code that they moved nothing.
    }
    return path.join(home, '.ssh', keyFile);
  };

  it('name the key in the person’s folder', () => {
    expect(sshCommand('ssh admin@192.0.2.1', keyFile, 'unix')).toBe(`ssh -i ~/.ssh/${keyFile} admin@192.0.2.1`);
    expect(sshCommand('ssh admin@192.0.2.1', undefined, 'unix')).toBe('ssh admin@192.0.2.1');
    expect(sshConfigBlock({ sshConfig: 'Host otter\n' }, keyFile)).toBe(
      `Host otter\n  IdentityFile ~/.ssh/${keyFile}\n`,
    );
  });

  it('store the key where ssh looks, for its owner alone', () => {
    const stored = store();

    expect(readFileSync(stored, 'utf8')).toBe('new');
    expect(statSync(stored).mode & 0o777).toBe(0o600);
    expect(statSync(path.dirname(stored)).mode & 0o777).toBe(0o700);
  });

  it('never overwrite a key that is there', () => {
    mkdirSync(path.join(home, '.ssh'));
    writeFileSync(path.join(home, '.ssh', keyFile), 'old');

    expect(readFileSync(store(), 'utf8')).toBe('old');
  });
});
