import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { composeAccounts, type Accounts } from '@cloudapp/accounts/composition';
import { givenUser } from '@cloudapp/accounts/testing/accounts';
import type { AuditAction } from '@cloudapp/contracts/audit';
import { AnswerRepository } from '@cloudapp/data/answer-repository';
import { newId } from '@cloudapp/data/ids';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import { createTestTables, type TestTables } from '@cloudapp/data/testing/test-tables';
import { hashToken } from '@cloudapp/data/token';
import type { StoredUser } from '@cloudapp/data/user-item';
import { sampleRecord } from '@cloudapp/machines/testing/sample-record';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mailer } from './mailer.ts';
import type { SendNoticesParts } from './send-notices.ts';
import { begin, entryOf, minutes, startNotices } from './testing/start-notices.ts';

let tables: TestTables;
let to: Accounts;
beforeAll(async () => {
  tables = await createTestTables();
  to = composeAccounts(tables.database);
});
afterAll(() => tables.remove());

const happensAt = minutes(60).toISOString();
const since = minutes(-1000).toISOString();

/** A machine that is about to be stopped, or deleted, in an hour. */
function machineOf({ id, name, email }: StoredUser, state: 'ready' | 'stopped'): InstanceRecord {
  const facts = {
    instanceId: newId('mch', begin),
    name: 'brave-otter',
    owner: { id, name, email },
    createdAt: since,
    stateChangedAt: since,
  };
  return state === 'ready'
    ? sampleRecord('ready', { ...facts, leaseEndsAt: happensAt })
    : sampleRecord('stopped', { ...facts, deletion: { at: happensAt, from: since, keptDays: 14, warned: 'last' } });
}

async function setUp(
  state: 'ready' | 'stopped' = 'ready',
  changes: Partial<InstanceRecord> = {},
  more: Partial<SendNoticesParts> = {},
) {
  const user = await givenUser(to);
  const logged: unknown[] = [];
  const machine = { ...machineOf(user, state), ...changes } as InstanceRecord;
  const notices = startNotices(to, tables.database, {
    instances: { get: () => Promise.resolve(machine) },
    log: { error: (...line) => logged.push(line) },
    ...more,
  });
  const action: AuditAction = state === 'ready' ? 'machine-stop-warned' : 'machine-deletion-warned';
  const subject = { kind: 'machine', id: machine.instanceId, name: machine.name } as const;
  const warn = () => notices.tell(entryOf(user, { action, subject, actor: undefined, happensAt }));
  return { ...notices, user, machine, logged, warn };
}

const tokensIn = (text = '') => [...text.matchAll(/\/answer#(\S+)$/gm)].map(([, token = '']) => token);
const answers = () => new AnswerRepository(tables.database);

describe('a mail that warns', () => {
  it.each([
    ['ready', ['run-longer', 'stop']],
    ['stopped', ['keep']],
  ] as const)(
    'of a machine that is %s has a link for each answer, whose token it alone knows',
    async (state, kinds) => {
      const { warn, sent, user, machine } = await setUp(state);

      await warn();

      const tokens = tokensIn(sent[0]?.mail.text);
      expect(new Set(tokens).size).toBe(kinds.length);
      expect(await Promise.all(tokens.map((token) => answers().get(hashToken(token))))).toEqual(
        kinds.map((kind) => ({
          kind,
          instanceId: machine.instanceId,
          machineName: 'brave-otter',
          owner: { id: user.id, email: user.email, epoch: user.sessionEpoch },
          warnedAt: begin.toISOString(),
          happensAt,
        })),
      );
      const kept = await Promise.all(
        (['notices', 'idempotency'] as const).map((part) =>
          tables.database.client.send(new ScanCommand({ TableName: tables.database.table(part) })),
        ),
      );
      for (const token of tokens) expect(JSON.stringify(kept)).not.toContain(token);
    },
  );

  it('and is sent again has other links, and those of the first hold as well', async () => {
    const mails: string[] = [];
    const mailer: Mailer = {
      send: (_, { text }) => {
        const isFirst = mails.push(text) === 1;
        return Promise.resolve(isFirst ? { kind: 'unknown', reason: 'timeout' } : { kind: 'taken', messageId: 'm' });
      },
    };
    const { warn, at, clock } = await setUp('ready', {}, { mailer });

    await warn();
    at(16);
    await clock();

    const tokens = mails.flatMap((text) => tokensIn(text));
    expect(new Set(tokens).size).toBe(4);
    const stored = await Promise.all(tokens.map((token) => answers().get(hashToken(token))));
    expect(stored.map((one) => one?.kind)).toEqual(['run-longer', 'stop', 'run-longer', 'stop']);
  });

  it.each<readonly [string, Partial<InstanceRecord>]>([
    ['has another end by now', { leaseEndsAt: minutes(120).toISOString() }],
    ['was started since', { runsSince: minutes(1).toISOString() }],
    ['is somebody else’s', { owner: { id: `usr_${'9'.repeat(26)}`, name: 'Grace', email: 'grace@example.org' } }],
  ])('of a machine that %s has no such link', async (_, changes) => {
    const { warn, sent } = await setUp('ready', changes);

    await warn();

    expect(sent.map(({ mail }) => tokensIn(mail.text))).not.toContainEqual(expect.arrayContaining([expect.anything()]));
  });

  it('has no such link once that has happened', async () => {
    const { warn, sent, at, clock, answers: answer } = await setUp();
    answer(() => ({ kind: 'refused', reason: 'MessageRejected' }));
    await warn();

    answer(() => ({ kind: 'taken', messageId: 'm' }));
    at(61);
    await clock();

    expect(sent).toHaveLength(1);
    expect(tokensIn(sent[0]?.mail.text)).toEqual([]);
  });

  it('is in no log with its links', async () => {
    const { warn, logged, answers: answer } = await setUp();
    answer(() => ({ kind: 'refused', reason: 'MessageRejected' }));

    await warn();

    expect(logged).toHaveLength(1);
    expect(JSON.stringify(logged)).not.toContain('/answer');
  });
});
