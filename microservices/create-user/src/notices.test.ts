import { noticeKindsOf, type NoticeSettings } from '@cloudapp/contracts/notice';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type Caller, type TestService } from './testing/test-service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());

const read = async (as: Caller) =>
  (await (await service.request('GET', '/me/notices', { as })).json()) as NoticeSettings;
const put = (as: Caller, off: readonly string[]) => service.request('PUT', '/me/notices', { as, body: { off } });
const off = ({ items }: NoticeSettings) => items.filter(({ isOn }) => !isOn).map(({ kind }) => kind);

describe('e-mails', () => {
  it('are all on at first, and only those about machines can be switched off', async () => {
    const { items } = await read(await service.givenCaller());

    expect(items.every(({ isOn }) => isOn)).toBe(true);
    expect(items.filter(({ isOptional }) => isOptional).map(({ kind }) => kind)).toEqual(noticeKindsOf.machines);
    expect(items.filter(({ isOptional }) => !isOptional).map(({ kind }) => kind)).toEqual([
      ...noticeKindsOf.security,
      ...noticeKindsOf.deletions,
    ]);
  });

  it('that are switched off stay so, for their owner alone, until they are switched on', async () => {
    const [person, other] = [await service.givenCaller(), await service.givenCaller()];

    const answer = await put(person, ['machine-ready']);

    expect(off((await answer.json()) as NoticeSettings)).toEqual(['machine-ready']);
    expect(off(await read(person))).toEqual(['machine-ready']);
    expect(off(await read(other))).toEqual([]);
    await put(person, []);
    expect(off(await read(person))).toEqual([]);
  });

  it('about security cannot be switched off', async () => {
    const person = await service.givenCaller();

    for (const kind of noticeKindsOf.security) expect((await put(person, [kind])).status).toBe(400);
    expect(off(await read(person))).toEqual([]);
  });

  it('are in the audit log when they are switched, and once where the same is asked for again', async () => {
    const person = await service.givenCaller();
    await put(person, ['machine-failed']);
    await put(person, ['machine-failed', 'machine-failed']);

    const { items } = await service.to.audit.listOf('by-subject', person.user.id, { limit: 5 });

    expect(items.map(({ action, detail }) => [action, detail])).toEqual([
      ['user-updated', 'e-mails that are not wanted: machine-failed'],
    ]);
  });
});
