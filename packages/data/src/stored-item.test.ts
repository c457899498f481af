import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { defineItem, StoredItemError } from './stored-item.ts';

const schema = z.object({ userId: z.string(), limit: z.int(), used: z.int(), unit: z.enum(['machine', 'core']) });

/** A kind of item that began without a unit, then counted in dozens. */
const quota = defineItem({
  table: 'quotas',
  schema,
  upgrades: [(item) => ({ unit: 'machine', ...item }), (item) => ({ ...item, limit: Number(item['limit']) * 12 })],
});
const newest = { userId: 'usr_a', limit: 24, used: 1, unit: 'machine' };

describe('a kind of stored item', () => {
  it('marks new items with its newest version', () => {
    expect(quota.mark).toEqual({ schemaVersion: 3 });
  });

  it.each([
    ['without a version', { userId: 'usr_a', limit: 2, used: 1 }],
    ['of version 1', { userId: 'usr_a', limit: 2, used: 1, schemaVersion: 1 }],
    ['of version 2', { userId: 'usr_a', limit: 2, used: 1, unit: 'machine', schemaVersion: 2 }],
    ['of the newest version', { ...newest, schemaVersion: 3 }],
    ['with attributes that only the table needs', { ...newest, ttl: 5, schemaVersion: 3 }],
  ])('reads an item %s', (_, item) => {
    expect(quota.parse(item)).toEqual(newest);
  });

  it('names table, key and attribute of a wrong item, and not what it holds', () => {
    const item = { ...newest, limit: 'secret-text', unit: 'secret-unit', schemaVersion: 3 };
    const parse = () => quota.parse(item);

    expect(parse).toThrow(StoredItemError);
    expect(parse).toThrow(/the table quotas with userId “usr_a” cannot be read: limit \(.*\), unit \(/);
    expect(parse).not.toThrow(/secret/);
  });

  it.each([4, 0, 1.5, '2', null])('refuses the version %j', (schemaVersion) => {
    expect(() => quota.parse({ ...newest, schemaVersion })).toThrow('its version is none of 1 to 3');
  });

  it('names an item by other attributes where its key is not for logs', () => {
    const session = defineItem({ table: 'sessions', schema, namedBy: ['sessionId', 'userId'] });

    expect(() => session.parse({ tokenHash: 'abc', sessionId: 'ses_a' })).toThrow(
      'sessions with sessionId “ses_a”, userId (none)',
    );
    expect(() => session.parse({ tokenHash: 'abc', sessionId: 'ses_a' })).not.toThrow('abc');
  });
});
