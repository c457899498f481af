import { composeAccounts, type Accounts } from '@cloudapp/accounts/composition';
import { givenUser } from '@cloudapp/accounts/testing/accounts';
import { newId } from '@cloudapp/data/ids';
import { createTestTables, type TestTables } from '@cloudapp/data/testing/test-tables';
import { sampleRecord } from '@cloudapp/machines/testing/sample-record';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sendNotices, UnsentNoticesError, type SendNoticesParts } from './send-notices.ts';
import { begin, entryOf, feedback, minutes, startNotices, told } from './testing/start-notices.ts';

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

const taken = { kind: 'taken', messageId: 'm' } as const;
const down = { kind: 'unavailable', reason: 'TooManyRequestsException' } as const;

describe('what was stored', () => {
  it('is told to whom it concerns, in a mail that says what happened', async () => {
    const user = await givenUser(to);
    const { tell, sent } = setUp();

    await tell(entryOf(user, { action: 'factor-added', detail: 'An authenticator app' }));

    expect(sent).toMatchObject([
      { to: user.email, mail: { subject: 'CloudApp: A second factor was added to your account' } },
    ]);
    expect(sent[0]?.mail.text).toContain('An authenticator app');
  });

  it('is told by whom it was done where somebody else did it', async () => {
    const user = await givenUser(to);
    const { tell, sent } = setUp();

    await tell(entryOf(user, { action: 'factors-reset', actor: { id: 'usr_other', name: 'Grace' } }));

    expect(sent[0]?.mail.text).toContain('By:   Grace');
  });

  it('is told of a sign-in only from a new browser, and of nothing that no mail is for', async () => {
    const user = await givenUser(to);
    const { tell, sent } = setUp();

    await tell(entryOf(user, { action: 'sign-in' }), entryOf(user, { action: 'sign-out' }));
    expect(sent).toEqual([]);
    await tell(entryOf(user, { action: 'sign-in', isFromNewBrowser: true }));

    expect(sent.map(({ mail }) => mail.subject)).toEqual(['CloudApp: Sign-in from a new browser']);
  });

  it('is told in the time zone of who reads it', async () => {
    const user = await givenUser(to, { timeZone: 'Europe/Vienna' });
    const { tell, sent } = setUp();

    await tell(entryOf(user));

    expect(sent[0]?.mail.text).toContain('1 March 2026 at 11:00 CET');
  });

  it('of what is still to come says when that is, and not when it is sent', async () => {
    const user = await givenUser(to);
    const machine = { ...sampleRecord('stopping'), owner: { id: user.id, name: user.name, email: user.email } };
    const { tell, sent } = setUp({ instances: { get: () => Promise.resolve(machine) } });
    const subject = { kind: 'machine', id: newId('mch', begin), name: 'Sandbox' } as const;
    const happensAt = '2026-03-02T10:00:00.000Z';

    await tell(entryOf(user, { action: 'machine-stop-warned', subject, actor: undefined, happensAt }));

    expect(sent[0]?.mail.text).toMatch(/^Stops: +2 March 2026 at 10:00 UTC$/m);
    expect(sent[0]?.mail.text).not.toContain('When:');
  });

  it('of a machine is told to its owner, and to nobody where the machine is gone', async () => {
    const user = await givenUser(to);
    const subject = { kind: 'machine', id: newId('mch', begin), name: 'Sandbox' } as const;
    const owned = { get: (id: string) => Promise.resolve(id === subject.id ? { owner: { id: user.id } } : undefined) };
    const { tell, sent } = setUp({ instances: owned as unknown as SendNoticesParts['instances'] });

    await tell(
      entryOf(user, { action: 'machine-ready', subject, actor: undefined }),
      entryOf(user, { action: 'machine-ready', subject: { ...subject, id: newId('mch', begin) }, actor: undefined }),
    );

    expect(sent).toMatchObject([{ to: user.email, mail: { subject: 'CloudApp: Sandbox is ready' } }]);
  });

  it('goes to nobody who is gone', async () => {
    const user = await givenUser(to);
    const { tell, asked, clock } = setUp();

    await tell({ ...entryOf(user), subject: { kind: 'user', id: newId('usr', begin), name: 'Gone' } });
    await clock();

    expect(asked).toEqual([]);
  });

  it('keeps no other waiting where it cannot be read', async () => {
    const user = await givenUser(to);
    const { parts, sent } = setUp();
    const [record] = told(entryOf(user)).Records;

    await sendNotices(
      { Records: [{ eventName: 'INSERT', dynamodb: { NewImage: { id: { S: 'x' } } } }, record] },
      parts,
    );

    expect(sent).toHaveLength(1);
  });
});

describe('a mail', () => {
  it('is sent once however often and by however many the stream tells of its entry', async () => {
    const user = await givenUser(to);
    const functions = Array.from({ length: 5 }, () => setUp());
    const entry = entryOf(user);

    for (let time = 0; time < 2; time++) await Promise.all(functions.map(({ tell }) => tell(entry, entry)));
    await Promise.all(functions.map(({ clock }) => clock()));

    expect(functions.flatMap(({ sent }) => sent)).toHaveLength(1);
  });

  it('is sent once for each of two entries that are alike', async () => {
    const user = await givenUser(to);
    const { tell, sent } = setUp();

    await tell(entryOf(user), entryOf(user));

    expect(sent).toHaveLength(2);
  });

  it('waits while SES is down for hours, and is then sent once', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => givenUser(to)));
    const { tell, clock, sent, at, answers } = setUp();
    answers(() => down);
    await tell(...people.map((user) => entryOf(user)));
    for (let minute = 1; minute < 180; minute += 9) {
      at(minute);
      await clock().catch(() => undefined);
    }
    expect(sent).toEqual([]);

    answers(() => taken);
    for (let minute = 180; minute < 200; minute += 4) {
      at(minute);
      await clock();
    }

    expect(sent.map(({ to: email }) => email).sort()).toEqual(people.map(({ email }) => email).sort());
  });

  it('is not asked for of SES once it takes none, and waits for the next run', async () => {
    const people = await Promise.all(Array.from({ length: 9 }, () => givenUser(to)));
    const { tell, clock, asked, sent, answers } = setUp();
    answers(() => down);
    await tell(...people.map((user) => entryOf(user)));
    expect(asked.length).toBeLessThanOrEqual(4);

    answers(() => taken);
    await clock();

    // Those that SES was asked for have a pause of their own.
    expect(sent).toHaveLength(9 - (asked.length - sent.length));
    expect(sent.length).toBeGreaterThanOrEqual(5);
  });

  it('that SES refuses keeps no other waiting', async () => {
    const [refused, other] = [await givenUser(to), await givenUser(to)];
    const { tell, sent, answers } = setUp();
    answers((email) => (email === refused.email ? { kind: 'refused', reason: 'MessageRejected' } : taken));

    await tell(entryOf(refused), entryOf(other));

    expect(sent.map(({ to: email }) => email)).toEqual([other.email]);
  });

  it('whose fate is unknown is not sent again when SES tells that it has taken it', async () => {
    const user = await givenUser(to);
    const { tell, clock, asked, at, answers, parts } = setUp();
    answers(() => ({ kind: 'unknown', reason: 'TimeoutError' }));
    await tell(entryOf(user));
    const [noticeId = ''] = await parts.notices.due(minutes(16), 10);

    await sendNotices(feedback({ eventType: 'Send', mail: { messageId: 'm', tags: { notice: [noticeId] } } }), parts);
    answers(() => taken);
    at(30);
    await clock();

    expect(asked).toEqual([user.email]);
  });

  it('whose fate is unknown, and of which SES tells nothing, is sent again after a quarter of an hour and not before', async () => {
    const user = await givenUser(to);
    const { tell, clock, asked, at, answers } = setUp();
    const times = () => asked.length;
    answers(() => ({ kind: 'unknown', reason: 'TimeoutError' }));
    await tell(entryOf(user));
    answers(() => taken);

    at(14);
    await clock();
    expect(times()).toBe(1);
    at(15);
    await clock();
    await clock();

    expect(times()).toBe(2);
  });

  it('that cannot be sent for three days is given up', async () => {
    const user = await givenUser(to);
    const { tell, clock, asked, at, answers } = setUp();
    answers(() => down);
    await tell(entryOf(user));
    answers(() => taken);

    at(73 * 60);
    await clock();
    at(80 * 60);
    await clock();

    expect(asked).toEqual([user.email]);
  });

  it('that fails again and again makes the run of the clock fail, so that somebody looks', async () => {
    const user = await givenUser(to);
    const { tell, clock, at, answers } = setUp();
    answers((email) => (email === user.email ? { kind: 'refused', reason: 'MessageRejected' } : taken));
    await tell(entryOf(user));
    const outcomes: unknown[] = [];

    for (const minute of [2, 5, 10, 20, 40]) {
      at(minute);
      outcomes.push(await clock().catch((error: unknown) => error));
    }

    expect(outcomes.map((outcome) => outcome instanceof UnsentNoticesError)).toEqual([false, false, false, true, true]);
  });
});
