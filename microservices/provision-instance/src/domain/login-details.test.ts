import { sampleRecord } from '@cloudapp/machines/testing/sample-record';
import { describe, expect, it } from 'vitest';
import { loginDetails } from './login-details.ts';

const tool = { name: 'JupyterLab', description: 'Notebooks.', port: 8888, path: '/lab', scheme: 'http' };
const record = sampleRecord('ready', {
  address: '192.0.2.1',
  privateAddress: '10.41.32.7',
  login: { userName: 'admin', tools: [tool, { ...tool, port: 80 }], secrets: [], firstSteps: '' },
});

describe('what logging in takes', () => {
  it('leads to the address that people reach', () => {
    const { address, command, sshConfig, knownHosts } = loginDetails(record);

    expect(address).toBe('192.0.2.1');
    expect(command).toBe('ssh admin@192.0.2.1');
    expect(sshConfig).toContain('  HostName 192.0.2.1\n');
    expect(knownHosts).toBe('192.0.2.1 ssh-ed25519 AAAA');
  });

  it('ends tunnels at the address that the machine itself knows', () => {
    expect(loginDetails(record).tools.map(({ url, tunnelCommand }) => [url, tunnelCommand])).toEqual([
      ['http://localhost:8888/lab', 'ssh -N -L 8888:10.41.32.7:8888 admin@192.0.2.1'],
      ['http://localhost:8080/lab', 'ssh -N -L 8080:10.41.32.7:80 admin@192.0.2.1'],
    ]);
  });
});
