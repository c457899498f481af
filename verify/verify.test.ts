import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const kubernetes = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kwok'];
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloudapp-verify-'));
  addProgram('repository/verify/control-plane.sh');
  copyFileSync(join(import.meta.dirname, 'verify.sh'), join(folder, 'repository/verify/verify.sh'));
  mkdirSync(join(folder, 'bin'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function addProgram(path: string): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '#!/bin/sh\n');
  chmodSync(file, 0o755);
}

/** What the verification says where these programs are installed and no others. */
function saidWith(...installed: readonly string[]): string {
  for (const program of installed) addProgram(`bin/${program}`);
  const tools = execFileSync('bash', ['-c', 'command -v dirname'], { encoding: 'utf8' }).trim();
  symlinkSync(tools, join(folder, 'bin/dirname'));
  const bash = execFileSync('bash', ['-c', 'command -v bash'], { encoding: 'utf8' }).trim();
  return execFileSync(bash, [join(folder, 'repository/verify/verify.sh')], {
    encoding: 'utf8',
    env: { PATH: join(folder, 'bin') },
  }).trim();
}

describe('the verification without an account says why it is left out', () => {
  it('where there is no Terraform', () => {
    expect(saidWith()).toBe('skipped: neither terraform nor tofu is installed');
  });

  it('where there is no Kubernetes, neither installed whole nor in the folder beside', () => {
    expect(saidWith('terraform', 'kube-apiserver', 'kwok')).toBe(
      'skipped: there is no Kubernetes: kube-controller-manager kube-scheduler are not installed, nor is shared/deploy-engine beside the repository',
    );
  });

  it('and takes Kubernetes as it is installed', () => {
    expect(saidWith('tofu', ...kubernetes)).toBe('skipped: etcd is not installed (Debian: etcd-server)');
  });

  it('or from the folder beside', () => {
    addProgram('shared/deploy-engine/kube');

    expect(saidWith('terraform', 'etcd')).toBe('skipped: the emulator is not installed; npm start installs it');
  });
});
