import { describe, expect, it } from 'vitest';
import { InvalidCursorError, ListCursor } from './cursor.ts';

const forms = { owner: /^\w+$/, at: /^\d+$/ };
const list = new ListCursor('things', forms);
const written = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a cursor', () => {
  it('leads back to the key that it was made of', () => {
    const cursor = list.after({ owner: 'ada', at: '7', name: 'left out' });

    expect(list.read(cursor)).toEqual({ owner: 'ada', at: '7' });
    expect(list.read(undefined)).toBeUndefined();
  });

  it.each([
    ['of another list', new ListCursor('others', forms).after({ owner: 'ada', at: '7' })],
    ['with a value of another form', list.after({ owner: 'ada', at: 'x' })],
    ['with a value more', written(['things', 'ada', '7', '8'])],
    ['with a value less', written(['things', 'ada'])],
    ['with a number', written(['things', 'ada', 7])],
    ['of an object', written({ 0: 'things', 1: 'ada', 2: '7' })],
    ['written in another way', Buffer.from('["things", "ada", "7"]').toString('base64url')],
    ['with something behind it', `${list.after({ owner: 'ada', at: '7' })}A`],
    ['that is no JSON', 'AAAA'],
  ])('%s is refused', (_, cursor) => {
    expect(() => list.read(cursor)).toThrow(InvalidCursorError);
  });

  it('of one filter is refused by every other', () => {
    const byAda = list.narrowedBy({ by: 'ada', since: undefined });
    const cursor = byAda.after({ owner: 'ada', at: '7' });

    expect(list.narrowedBy({ by: 'ada' }).read(cursor)).toEqual({ owner: 'ada', at: '7' });
    expect(() => list.read(cursor)).toThrow(InvalidCursorError);
    expect(() => list.narrowedBy({ by: 'bob' }).read(cursor)).toThrow(InvalidCursorError);
    expect(() => byAda.read(list.after({ owner: 'ada', at: '7' }))).toThrow(InvalidCursorError);
  });

  it('is bound to what is listed', () => {
    const cursor = list.after({ owner: 'ada', at: '7' });

    expect(list.read(cursor, { owner: 'ada' })).toEqual({ owner: 'ada', at: '7' });
    expect(() => list.read(cursor, { owner: 'bob' })).toThrow(InvalidCursorError);
  });
});
