import { describe, expect, it } from 'vitest';
import {
  assumedBy,
  boundaryDocument,
  boundaryOf,
  parts,
  policyDocument,
  statementsOf,
  type Part,
  type PermissionContext,
} from './permissions.ts';

const context: PermissionContext = {
  prefix: 'cloudapp-test',
  region: 'eu-west-1',
  account: '123456789012',
  dataKeyArn: 'arn:aws:kms:eu-west-1:123456789012:key/data',
  secretsKeyArn: 'arn:aws:kms:eu-west-1:123456789012:key/secrets',
  messagesKeyArn: 'arn:aws:kms:eu-west-1:123456789012:key/messages',
  auditKeyArn: 'arn:aws:kms:eu-west-1:123456789012:key/audit',
  machineSubnetIds: ['subnet-1', 'subnet-2'],
  machineSecurityGroupIds: ['sg-1'],
  mail: { from: 'cloudapp@example.org', identity: 'example.org' },
};

/** Every statement of every part, one a line: who may do what on what, under which conditions. */
function ledger(): string {
  const lines = [...parts, 'launcher boundary', 'machine boundary'].flatMap((name) => {
    const { Statement } = name.endsWith('boundary')
      ? boundaryDocument(name.startsWith('machine') ? 'machine' : 'launcher', context)
      : policyDocument(name as Part, context);
    return Statement.map(
      ({ Sid, Effect, Action, Resource, Condition }) =>
        `${name} | ${Sid} | ${Effect} | ${Action.join(' ')} | ${Resource.join(' ')} | ${JSON.stringify(Condition ?? {})}`,
    );
  });
  return `${lines.join('\n')}\n`;
}

describe('what each part may do', () => {
  it('is exactly what was reviewed', async () => {
    await expect(ledger()).toMatchFileSnapshot('ledger.txt');
  });

  it.each(parts)('%s has a service that assumes its role', (part) => {
    expect(assumedBy[part]).toMatch(/\.amazonaws\.com$/);
  });

  it.each(parts)('%s names each statement once, and gives a reason', (part) => {
    const sids = statementsOf(part).map(({ sid }) => sid);

    expect(new Set(sids).size).toBe(sids.length);
    for (const { sid, reason } of statementsOf(part)) {
      expect(sid).toMatch(/^[A-Za-z0-9]+$/);
      expect(reason).not.toBe('');
    }
  });

  it.each(parts)('%s allows no wildcard action, and everything only with a reason', (part) => {
    const allowed = statementsOf(part);

    expect(allowed.flatMap(({ actions }) => actions.filter((action) => action.includes('*')))).toEqual([]);
    expect(
      allowed.filter(
        ({ resources, wildcardReason }) => resources(context).includes('*') && wildcardReason === undefined,
      ),
    ).toEqual([]);
  });

  it('gives only create-user and authenticate the passwords', () => {
    const readers = parts.filter((part) => JSON.stringify(policyDocument(part, context)).includes('-credentials"'));

    expect(readers.sort()).toEqual(['authenticate', 'create-user']);
  });

  it('lets a part with a boundary do nothing that the boundary does not', () => {
    for (const [part, boundary] of Object.entries(boundaryOf)) {
      const bounded = boundaryDocument(boundary, context).Statement.flatMap(({ Action }) => Action);
      const own = policyDocument(part as Part, context).Statement.flatMap(({ Action }) => Action);

      expect(own.filter((action) => !bounded.includes(action))).toEqual([]);
    }
  });
});
