import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleRecord } from '@cloudapp/machines/testing/sample-record';
import { describe, expect, it } from 'vitest';
import { loginDetails } from './login-details.ts';

const tool = { name: 'JupyterLab', description: 'Notebooks.', port: 8888, path: '/lab', scheme: 'http' };
const record = sampleRecord('ready', {
  address: '192.0.2.1',
  privateAddress: '10.41.32.7',
  login: { userName: 'admin', tools: [tool, { ...tool, port: 80 }], secrets: [], firstSteps: '' },
});

const { instanceId } = record;

describe('what logging in takes', () => {
  it('leads to the address that people reach', () => {
    const { address, command, sshConfig } = loginDetails(record);

    expect(address).toBe('192.0.2.1');
    expect(command).toBe(`ssh -o HostKeyAlias=${instanceId} admin@192.0.2.1`);
    expect(sshConfig).toContain('  HostName 192.0.2.1\n');
  });

  it('knows the machine by its id, whatever machine had its address before', () => {
    const { command, sshConfig, knownHosts, tools } = loginDetails(record);

    expect(knownHosts).toBe(`${instanceId} ssh-ed25519 AAAA`);
    for (const text of [command, sshConfig.replace('HostKeyAlias ', 'HostKeyAlias='), tools[0]?.tunnelCommand]) {
      expect(text).toContain(`HostKeyAlias=${instanceId}`);
    }
  });

  it('ends tunnels at the address that the machine itself knows', () => {
    expect(loginDetails(record).tools.map(({ url, tunnelCommand }) => [url, tunnelCommand])).toEqual([
      ['http://localhost:8888/lab', `ssh -o HostKeyAlias=${instanceId} -N -L 8888:10.41.32.7:8888 admin@192.0.2.1`],
      ['http://localhost:8080/lab', `ssh -o HostKeyAlias=${instanceId} -N -L 8080:10.41.32.7:80 admin@192.0.2.1`],
    ]);
  });

  it('says what a tunnel does, for programs that ask for its ends', () => {
    expect(loginDetails(record).tools.map(({ forward }) => forward)).toEqual([
      { localPort: 8888, host: '10.41.32.7', port: 8888 },
      { localPort: 8080, host: '10.41.32.7', port: 80 },
    ]);
  });

  it('gives the machine a name in ssh’s configuration that is its own', () => {
    const named = (name: string) => {
      const { sshConfig, sshHost } = loginDetails({ ...record, name });
      expect(sshConfig.split('\n')[0]).toBe(`Host ${sshHost}`);
      return sshHost;
    };

    expect(named('Jörgs Straße 7')).toBe(`jorgs-strasse-7-${instanceId.slice(-4)}`);
    expect(named('测试机器')).toBe(`machine-${instanceId.slice(-4)}`);
  });
});

describe('the real ssh', () => {
  const keyOf = () => {
    const folder = mkdtempSync(join(tmpdir(), 'cloudapp-host-'));
    try {
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', join(folder, 'key')]);
      return readFileSync(join(folder, 'key.pub'), 'utf8').trim();
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  /** What ssh makes of arguments and a configuration file, without connecting. */
  const settingsOf = (args: readonly string[], config = '') => {
    const folder = mkdtempSync(join(tmpdir(), 'cloudapp-config-'));
    try {
      writeFileSync(join(folder, 'config'), config, { mode: 0o600 });
      return execFileSync('ssh', ['-G', '-F', join(folder, 'config'), ...args], { encoding: 'utf8' }).split('\n');
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  it('finds the machine by its id with the command, the tunnel and the configuration', () => {
    const { command, sshConfig, tools } = loginDetails(record);
    const withoutSsh = (text: string) => text.split(' ').slice(1);
    const host = sshConfig.split('\n')[0]?.split(' ')[1] ?? '';

    for (const settings of [
      settingsOf(withoutSsh(command)),
      settingsOf(withoutSsh(tools[0]?.tunnelCommand ?? '')),
      settingsOf([host], sshConfig),
    ]) {
      expect(settings).toEqual(
        expect.arrayContaining([`hostkeyalias ${instanceId}`, 'hostname 192.0.2.1', 'user admin']),
      );
    }
  });

  it('finds its key in known_hosts, and not that of the machine which had the address before', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cloudapp-known-'));
    const file = join(folder, 'known_hosts');
    const [earlier, ours] = [keyOf(), keyOf()];
    const { knownHosts } = loginDetails({ ...record, hostKeys: [ours] });
    writeFileSync(file, `192.0.2.1 ${earlier}\n${knownHosts}\n`);

    const found = execFileSync('ssh-keygen', ['-F', instanceId, '-f', file], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });

    expect(found).toContain(ours);
    expect(found).not.toContain(earlier);
  });
});
