import type { Instance, LoginDetails } from '@cloudapp/contracts/instance';

export function loginDetails(machine: Instance): LoginDetails {
  const address = machine.address ?? '192.0.2.1';
  const alias = `-o HostKeyAlias=${machine.id}`;
  const tunnel = `ssh ${alias} -N -L 5432:10.41.32.7:5432 admin@${address}`;
  return {
    address,
    port: 22,
    userName: 'admin',
    command: `ssh ${alias} admin@${address}`,
    sshConfig: `Host ${machine.name}\n  HostName ${address}\n  HostKeyAlias ${machine.id}\n  User admin`,
    sshHost: machine.name,
    knownHosts: `${machine.id} ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIM3VhJ0rXr0yU7mZ2e8o1T5o3b1e0gq9v6y2J4k8x1Qd`,
    hostKeys: [{ type: 'ssh-ed25519', fingerprint: 'SHA256:4bW2mC9p0xQeR7tYuIoPaSdFgHjKlZxCvBnM1234567' }],
    tools: [
      {
        name: 'PostgreSQL',
        description: 'The database, for psql or any other client',
        url: 'postgresql://app:{secret}@127.0.0.1:5432/app',
        tunnelCommand: tunnel,
        forward: { localPort: 5432, host: '10.41.32.7', port: 5432 },
        secretId: 'database-password',
      },
      {
        name: 'pgAdmin',
        description: 'The database in your browser',
        url: 'http://127.0.0.1:8080/',
        tunnelCommand: tunnel.replaceAll('5432', '8080'),
        forward: { localPort: 8080, host: '10.41.32.7', port: 8080 },
      },
    ],
    secrets: [
      { id: 'database-password', label: 'Database password' },
      { id: 'backup-passphrase', label: 'Backup passphrase' },
    ],
    firstSteps: 'Log in, then run “psql” to get to your database.',
  };
}

export const consoleOutput = `[    0.000000] Linux version 6.1.0-28-cloud-amd64 (debian-kernel@lists.debian.org)
[    1.482910] systemd[1]: Detected virtualization amazon.
[  OK  ] Started cloud-init.service - Initial cloud-init job (metadata service crawler).
[  OK  ] Started ssh.service - OpenBSD Secure Shell server.
Debian GNU/Linux 12 ip-10-40-1-20 ttyS0
`;
