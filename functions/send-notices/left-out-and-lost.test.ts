import { composeAccounts, type Accounts } from '@cloudapp/accounts/composition';
import { givenUser } from '@cloudapp/accounts/testing/accounts';
import type { NewAuditEvent } from '@cloudapp/data/audit-item';
import { newId } from '@cloudapp/data/ids';
import { MailAddressRepository } from '@cloudapp/data/mail-address-repository';
import { NoticeRepository } from '@cloudapp/data/notice-repository';
import { createTestTables, type TestTables } from '@cloudapp/data/testing/test-tables';
import type { StoredUser } from '@cloudapp/data/user-item';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sendNotices, type SendNoticesParts } from './send-notices.ts';
import { begin, entryOf, feedback, minutes, startNotices } from './testing/start-notices.ts';

let tables: TestTables;
/** The outbox of a test. */
let outbox: TestTables;
let to: Accounts;
beforeAll(async () => {
  tables = await createTestTables();
  to = composeAccounts(tables.database);
});
afterAll(() => tables.remove());
beforeEach(async () => {
  outbox = await createTestTables(['notices']);
});
afterEach(() => outbox.remove());

const setUp = (more: Partial<SendNoticesParts> = {}) => startNotices(to, outbox.database, more);

describe('who gets no mail', () => {
  it('is who has switched its kind off', async () => {
    const user = await givenUser(to, { unwantedNotices: ['machine-ready'] });
    const instances = { get: () => Promise.resolve({ owner: { id: user.id } }) };
    const { tell, sent } = setUp({ instances: instances as unknown as SendNoticesParts['instances'] });
    const subject = { kind: 'machine', id: newId('mch', begin), name: 'Sandbox' } as const;

    const byItself = { subject, actor: undefined };

    await tell(
      entryOf(user, { action: 'machine-ready', ...byItself }),
      entryOf(user, { action: 'machine-failed', ...byItself }),
      entryOf(user),
    );

    expect(sent.map(({ mail }) => mail.subject).sort()).toEqual([
      'CloudApp: Sandbox has failed',
      'CloudApp: Your password was changed',
    ]);
  });

  it('is who has done it, or knew of it: stopped or deleted a machine, but not who has changed the password', async () => {
    const user = await givenUser(to);
    const instances = { get: () => Promise.resolve({ owner: { id: user.id } }) };
    const { tell, sent } = setUp({ instances: instances as unknown as SendNoticesParts['instances'] });
    const subject = { kind: 'machine', id: newId('mch', begin), name: 'Sandbox' } as const;

    await tell(
      entryOf(user, { action: 'machine-stopped', subject }),
      entryOf(user, { action: 'machine-terminated', subject }),
      entryOf(user, { action: 'machine-stopped', subject, actor: undefined, isForetold: true }),
      entryOf(user, { action: 'machine-stopped', subject, actor: undefined }),
      entryOf(user, { action: 'machine-terminated', subject, actor: { id: 'usr_9', name: 'Grace' } }),
      entryOf(user),
    );

    expect(sent.map(({ mail }) => mail.subject).sort()).toEqual([
      'CloudApp: Sandbox was deleted',
      'CloudApp: Sandbox was stopped',
      'CloudApp: Your password was changed',
    ]);
  });

  it('is whose account was disabled and is enabled again', async () => {
    const [disabled, enabled] = [await givenUser(to, { status: 'disabled' }), await givenUser(to)];
    const { tell, sent } = setUp();

    await tell(entryOf(enabled, { action: 'user-disabled' }), entryOf(disabled, { action: 'user-disabled' }));

    expect(sent.map(({ to: email }) => email)).toEqual([disabled.email]);
  });

  it.each([
    ['bounced for good', 'Bounce', { bounce: { bounceType: 'Permanent', bouncedRecipients: [] as object[] } }, 0],
    ['bounced for a while', 'Bounce', { bounce: { bounceType: 'Transient', bouncedRecipients: [] as object[] } }, 1],
    ['complained', 'Complaint', { complaint: { complainedRecipients: [] as object[] } }, 0],
  ] as const)('is whose address has %s', async (_, eventType, detail, mails) => {
    const user = await givenUser(to);
    const { tell, sent, parts } = setUp();
    const recipients = [{ emailAddress: user.email.toUpperCase() }];
    const filled = JSON.parse(JSON.stringify(detail).replace('[]', JSON.stringify(recipients))) as object;

    await sendNotices(feedback({ eventType, mail: { messageId: 'm' }, ...filled }), parts);
    await tell(entryOf(user));

    expect(sent).toHaveLength(mails);
  });
});

describe('what the stream has lost', () => {
  const append = (event: NewAuditEvent, at: Date) => to.audit.append(event, at);
  const eventOf = ({ id, name }: StoredUser) =>
    ({ action: 'password-changed', actor: { id, name }, subject: { kind: 'user', id, name } }) as const;

  it('is found by the clock, once, also over the end of a day; what was before the first run is left', async () => {
    const own = await createTestTables();
    const database = own.database;
    const accounts = composeAccounts(database);
    const user = await givenUser(accounts);
    const { clock, sent, at } = setUp({
      notices: new NoticeRepository(database),
      addresses: new MailAddressRepository(database),
      users: accounts.users,
      audit: accounts.audit,
    });
    await accounts.audit.append(eventOf(user), minutes(-10));
    at(1);
    await clock();
    expect(sent).toEqual([]);

    for (const minute of [20, 13 * 60 + 59, 14 * 60 + 1]) await accounts.audit.append(eventOf(user), minutes(minute));
    for (const minute of [14 * 60 + 2, 14 * 60 + 3]) {
      at(minute);
      await clock();
    }

    expect(sent).toHaveLength(3);
    await own.remove();
  });

  it('is found also where it was written a little after the instant that it tells', async () => {
    const user = await givenUser(to);
    const { clock, sent, at, parts } = setUp();
    await parts.notices.setLookedThrough(minutes(10));
    await append(eventOf(user), minutes(9));
    at(11);

    await clock();

    expect(sent.filter((mail) => mail.to === user.email)).toHaveLength(1);
  });

  it('and tells of later is sent once', async () => {
    const user = await givenUser(to);
    const { clock, tell, sent, at, parts } = setUp();
    await parts.notices.setLookedThrough(begin);
    await append(eventOf(user), minutes(1));
    at(2);
    await clock();
    const { items } = await to.audit.listOf('by-subject', user.id, { limit: 5 });

    await tell(...items.filter(({ action }) => action === 'password-changed'));

    expect(sent.filter((mail) => mail.to === user.email)).toHaveLength(1);
  });
});
