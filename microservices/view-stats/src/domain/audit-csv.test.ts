import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvHead, csvLine } from './audit-csv.ts';

/** The cells of one line, as RFC 4180 has them. */
function cellsIn(line: string): string[] {
  return [...line.matchAll(/"((?:[^"]|"")*)"(?:,|\r\n)/g)].map(([, text = '']) => text.replaceAll('""', '"'));
}

const detailIn = (detail: string) => cellsIn(csvLine({ sk: 'a', entry: { detail } }))[9];

describe('an event as a line of CSV', () => {
  it('has all that the event has, each in its column', () => {
    const entry = {
      id: 'evt_1',
      at: '2026-03-01T00:00:00.000Z',
      action: 'user-created',
      actor: { id: 'usr_1', name: 'Ann "the" Admin' },
      subject: { kind: 'user', id: 'usr_2', name: 'Bob, Jr.' },
      address: '203.0.113.9',
      detail: 'two\nlines',
    };
    const seal = { chain: '2026-03-01#03', position: 4, previous: '', content: '', hash: 'ab' };

    const cells = cellsIn(csvLine({ sk: 'a', entry, seal }));

    expect(cells).toEqual([
      ...['evt_1', entry.at, 'user-created', 'usr_1', 'Ann "the" Admin', 'user', 'usr_2', 'Bob, Jr.', '203.0.113.9'],
      ...['two\nlines', '2026-03-01#03', '4', 'ab'],
    ]);
    expect(cellsIn(csvHead)).toHaveLength(cells.length);
  });

  it.each(['=1+1', '+1', '-1', '@x', '\tx', '\rx', '\nx', '＝1', '=HYPERLINK("http://x")'])('defuses %j', (text) => {
    expect(detailIn(text)).toBe(`'${text}`);
  });

  it('leaves every other text as it is, whatever it holds, within its cell', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const cells = cellsIn(csvLine({ sk: 'a', entry: { detail: `x${text}`, address: text } }));
        expect(cells).toHaveLength(13);
        expect(cells[9]).toBe(`x${text}`);
      }),
    );
  });

  it('tells the place of an event that is gone', () => {
    const seal = { chain: '2026-03-01#03', position: 4, previous: '', content: '', hash: 'ab' };

    expect(csvLine({ sk: 'key', seal })).toMatch(/^"key","","\(gone\)".*"2026-03-01#03","4","ab"\r\n$/);
  });
});
