import type { AuditAction, AuditEvent } from '@cloudapp/contracts/audit';
import type { Session } from '@cloudapp/contracts/session';
import type { SshKey } from '@cloudapp/contracts/ssh-key';

interface Span {
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
}

/** An instant so long ago; negative spans lie ahead. */
export function ago({ days = 0, hours = 0, minutes = 0, seconds = 0 }: Span): string {
  return new Date(Date.now() - (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000).toISOString();
}

export function sessions(): Session[] {
  const chrome =
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';
  const safari =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';
  const base = { address: '84.112.7.31', createdAt: ago({ minutes: 2 }), lastSeenAt: ago({ seconds: 5 }) };
  return [
    { ...base, id: `ses_${'1'.padEnd(26, '0')}`, current: true, userAgent: chrome },
    {
      id: `ses_${'2'.padEnd(26, '0')}`,
      current: false,
      userAgent: safari,
      address: '178.115.62.4',
      createdAt: ago({ hours: 9 }),
      lastSeenAt: ago({ hours: 3 }),
    },
  ];
}

export function sshKeys(): SshKey[] {
  return [
    {
      id: 'a'.repeat(64),
      name: 'cloudapp-brave-otter',
      publicKey: `ssh-ed25519 ${'A'.repeat(68)} cloudapp-brave-otter`,
      fingerprint: 'SHA256:Jk3mX0lq7vQ2h5bWc8ZtN1pRyT4sUe6aDfGhIoKlMnQ',
      isSaved: true,
      createdAt: ago({ days: 12 }),
      lastUsedAt: ago({ minutes: 41 }),
    },
  ];
}

const person = (name: string) => ({ id: `usr_${name.toLowerCase().replace(/\W/g, '').padEnd(26, '0')}`, name });
const asUser = (name: string) => ({ kind: 'user' as const, ...person(name) });
const asMachine = (name: string) => ({
  kind: 'machine' as const,
  id: `mch_${name.replace(/\W/g, '').padEnd(26, '0')}`,
  name,
});

export function auditEvents(): AuditEvent[] {
  const event = (minutes: number, action: AuditAction, rest: Partial<AuditEvent>): AuditEvent => ({
    id: `${action}-${minutes}`,
    at: ago({ minutes }),
    action,
    ...rest,
  });
  const address = '84.112.7.31';
  return [
    event(1, 'machine-requested', { actor: person('Ada Lovelace'), subject: asMachine('swift-heron'), address }),
    event(2, 'sign-in', { actor: person('Ada Lovelace'), subject: asUser('Ada Lovelace'), address }),
    event(6, 'machine-failed', {
      subject: asMachine('calm-badger'),
      detail: 'Installing Docker failed with exit code 100',
    }),
    event(12, 'sign-in', { actor: person('Grace Hopper'), subject: asUser('Grace Hopper'), address: '10.4.1.9' }),
    event(19, 'sign-in-failed', { address: '203.0.113.50', detail: 'unknown@example.org' }),
    event(38, 'machine-ready', { subject: asMachine('brave-otter'), detail: 'after 1 min 12 s' }),
    event(120, 'user-created', {
      actor: person('Grace Hopper'),
      subject: asUser('Katherine Johnson'),
      address: '10.4.1.9',
    }),
    event(190, 'secret-revealed', {
      actor: person('Ada Lovelace'),
      subject: asMachine('brave-otter'),
      detail: 'Database password',
      address,
    }),
    event(400, 'user-disabled', {
      actor: person('Radia Perlman'),
      subject: asUser('Alan Turing'),
      address: '10.4.1.12',
    }),
  ];
}
