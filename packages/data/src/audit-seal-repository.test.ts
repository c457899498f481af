import { chainStart, sealAfter } from '@cloudapp/audit-proof/seal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuditSealRepository, type StoredHead } from './audit-seal-repository.ts';
import { createTestTables, type TestTables } from './testing/test-tables.ts';

let tables: TestTables;
let seals: AuditSealRepository;
beforeAll(async () => {
  tables = await createTestTables(['audit-seals']);
  seals = new AuditSealRepository(tables.database);
});
afterAll(() => tables.remove());

const start = (chain: string): StoredHead => ({ position: 0, hash: chainStart(chain), isClosed: false });
const sealOf = (chain: string, head: StoredHead, sk: string) => ({ sk, seal: sealAfter(chain, head, { sk }) });

/** A chain with one seal, and its head. */
async function begun(chain: string): Promise<StoredHead> {
  const first = sealOf(chain, start(chain), 'a');
  expect(await seals.add(chain, start(chain), [first])).toBe(true);
  return { position: 1, hash: first.seal.hash, isClosed: false };
}

describe('a chain of seals', () => {
  it('goes on from its head alone', async () => {
    const chain = '2026-03-01#00';
    const head = await begun(chain);

    expect(await seals.add(chain, start(chain), [sealOf(chain, start(chain), 'b')])).toBe(false);
    expect(await seals.add(chain, { ...head, hash: '0' }, [sealOf(chain, head, 'b')])).toBe(false);
    expect((await seals.heads('2026-03-01')).get(chain)).toEqual(head);

    expect(await seals.add(chain, head, [sealOf(chain, head, 'b')])).toBe(true);
    expect((await seals.page(chain, undefined, 10)).seals.map(({ seal }) => seal.position)).toEqual([1, 2]);
  });

  it('takes no entry twice', async () => {
    const chain = '2026-03-02#00';
    const head = await begun(chain);

    expect(await seals.add(chain, head, [sealOf(chain, head, 'a')])).toBe(false);
    expect((await seals.page(chain, undefined, 10)).seals.map(({ seal }) => seal.position)).toEqual([1]);
  });

  it.each(['2026-03-03', '2026-03-04'])('goes on no more once its day is closed: %s', async (day) => {
    const chain = `${day}#00`;
    const head = day === '2026-03-03' ? await begun(chain) : start(chain);

    const heads = await seals.close(day);

    expect(heads).toHaveLength(16);
    expect(heads[0]).toEqual({ position: head.position, hash: head.hash });
    expect(await seals.add(chain, head, [sealOf(chain, head, 'b')])).toBe(false);
    expect(await seals.close(day)).toEqual(heads);
  });

  it('is read page by page', async () => {
    const chain = '2026-03-05#00';
    const head = await begun(chain);
    await seals.add(chain, head, [sealOf(chain, head, 'b')]);

    const { seals: page, next } = await seals.page(chain, undefined, 1);
    const rest = await seals.page(chain, next, 10);

    expect([...page, ...rest.seals].map(({ sk }) => sk)).toEqual(['a', 'b']);
    expect(rest.next).toBeUndefined();
  });
});
