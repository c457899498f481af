import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Notice } from './notice-item.ts';
import { NoticeRepository } from './notice-repository.ts';
import { createTestTables, type TestTables } from './testing/test-tables.ts';

let tables: TestTables;
let notices: NoticeRepository;
beforeAll(async () => {
  tables = await createTestTables(['notices']);
  notices = new NoticeRepository(tables.database);
});
afterAll(() => tables.remove());

const begin = new Date('2026-03-01T10:00:00.000Z');
const minutes = (count: number) => new Date(begin.getTime() + count * 60_000);
let made = 0;

/** A notice of the test's own, in the outbox. */
async function given(): Promise<Notice> {
  made += 1;
  const notice = {
    noticeId: `evt_${made}_password-changed_usr_1`,
    kind: 'password-changed',
    recipientId: 'usr_1',
    at: begin.toISOString(),
  } as const;
  await notices.add(notice, begin);
  return notice;
}

describe('a notice', () => {
  it('is added once, also after it was sent', async () => {
    const notice = await given();
    await notices.end(notice.noticeId, { state: 'sent', messageId: 'm' }, begin);

    const added = await Promise.all(Array.from({ length: 5 }, () => notices.add(notice, begin)));

    expect(added).toEqual([false, false, false, false, false]);
    expect(await notices.claim(notice.noticeId, minutes(60), minutes(75))).toBeUndefined();
  });

  it('is claimed by one of all who try, until the claim ends', async () => {
    const { noticeId } = await given();

    const claims = await Promise.all(Array.from({ length: 10 }, () => notices.claim(noticeId, begin, minutes(15))));
    const tooEarly = await notices.claim(noticeId, minutes(14), minutes(29));
    const again = await notices.claim(noticeId, minutes(15), minutes(30));

    expect(claims.filter((claim) => claim !== undefined)).toMatchObject([{ noticeId, attempts: 1 }]);
    expect(tooEarly).toBeUndefined();
    expect(again).toMatchObject({ attempts: 2 });
  });

  it('that is postponed is due again when it says, and not for an attempt that came before another', async () => {
    const { noticeId } = await given();
    const first = await notices.claim(noticeId, begin, minutes(15));
    if (first === undefined) throw new Error('not claimed');
    await notices.postpone(first, minutes(2), 'busy');
    expect(await notices.claim(noticeId, minutes(1), minutes(16))).toBeUndefined();
    expect(await notices.claim(noticeId, minutes(2), minutes(17))).toMatchObject({ attempts: 2 });

    await notices.postpone(first, minutes(3), 'busy');

    expect(await notices.claim(noticeId, minutes(16), minutes(31))).toBeUndefined();
  });

  it('has one end, whatever is told of it later', async () => {
    const { noticeId } = await given();
    const claimed = await notices.claim(noticeId, begin, minutes(15));
    if (claimed === undefined) throw new Error('not claimed');

    await notices.end(noticeId, { state: 'sent', messageId: 'm' }, begin);
    await notices.postpone(claimed, minutes(1), 'busy');
    await notices.end(noticeId, { state: 'given-up', reason: 'too old' }, minutes(1));

    expect(await notices.claim(noticeId, minutes(60), minutes(75))).toBeUndefined();
  });

  it('that there is not cannot be claimed or ended', async () => {
    await notices.end('evt_none', { state: 'sent', messageId: 'm' }, begin);

    expect(await notices.claim('evt_none', begin, minutes(15))).toBeUndefined();
  });
});
