import { describe, expect, it } from 'vitest';
import { readFilter } from './scim-filter.ts';

const valueIn = (filter: string) => readFilter(filter, ['displayname'])[0]?.value;

describe('a text in a filter', () => {
  it.each([
    ['plain', '"Admins"', 'Admins'],
    ['empty', '""', ''],
    ['a number', '"1"', '1'],
    ['with quotes', String.raw`"the \"best\""`, 'the "best"'],
    ['with a backslash', String.raw`"ACME\\Admins"`, String.raw`ACME\Admins`],
    ['that ends with a backslash', String.raw`"ACME\\"`, 'ACME\\'],
    ['with a sign by its number', String.raw`"K\u00f6ln"`, 'Köln'],
    [
      'with a backslash that nobody escaped',
      String.raw`"ACME\Admins and \"others\""`,
      String.raw`ACME\Admins and "others"`,
    ],
    ['like a filter', String.raw`"\" or displayName eq \"x"`, '" or displayName eq "x'],
  ])('that is %s is read as JSON', (_, written, value) => {
    expect(valueIn(`displayName eq ${written}`)).toBe(value);
  });

  it('is that of its own condition', () => {
    expect(
      readFilter('displayName eq "a" and (id eq "b" and active eq true)', ['displayname', 'id', 'active']),
    ).toEqual([
      { attribute: 'displayname', value: 'a' },
      { attribute: 'id', value: 'b' },
      { attribute: 'active', value: true },
    ]);
  });

  it.each([
    'displayName eq "a',
    'displayName eq "a"b"',
    'displayName eq "a\nb"',
    'displayName eq "a\u0000"',
    '"a" eq "b"',
  ])('that is broken off is refused: %j', (filter) => {
    expect(() => valueIn(filter)).toThrow('The filter cannot be read');
  });
});
