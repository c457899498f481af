import { describe, expect, it } from 'vitest';
import { readColumns } from './csv-columns.ts';
import { readUserCsv } from './user-csv.ts';

const meaningsOf = (...headings: string[]) => readColumns(headings).map(({ meaning }) => meaning);
const unsureOf = (...headings: string[]) =>
  readColumns(headings).flatMap(({ heading, isSure }) => (isSure ? [] : [heading]));

describe('the columns of a file', () => {
  it.each([
    [
      ['Full name', 'Email address'],
      ['name', 'email'],
    ],
    [
      ['First Name [Required]', 'Last Name [Required]', 'Email Address [Required]'],
      ['givenName', 'familyName', 'email'],
    ],
    [
      ['Vorname', 'Nachname', 'E-Mail-Adresse', 'Abteilung'],
      ['givenName', 'familyName', 'email', 'group'],
    ],
    [
      ['Name', 'E-mail', 'Department', 'Cost centre'],
      ['name', 'email', 'group', 'costCentre'],
    ],
    [
      ['Name', 'E-mail', 'Group', 'Cost Center'],
      ['name', 'email', 'group', 'costCentre'],
    ],
    [
      ['DISPLAY NAME', 'mail', 'Role', 'Machine quota'],
      ['name', 'email', 'role', 'quota'],
    ],
  ])('are known by their headings: %j', (headings, meanings) => {
    expect(meaningsOf(...headings)).toEqual(meanings);
    expect(unsureOf(...headings)).toEqual([]);
  });

  it('are guessed where a heading only sounds like one, and somebody is to look', () => {
    expect(meaningsOf('Contact mail', 'Who (name)')).toEqual(['email', 'name']);
    expect(unsureOf('Contact mail', 'Who (name)')).toEqual(['Contact mail', 'Who (name)']);
  });

  it('are taken from the first of two that claim the same, and somebody is to look at both', () => {
    expect(meaningsOf('Email', 'Work email', 'Name')).toEqual(['email', 'none', 'name']);
    expect(unsureOf('Email', 'Work email', 'Name')).toEqual(['Email', 'Work email']);
  });

  it('need no look where a known heading has what another only sounds like', () => {
    expect(meaningsOf('Username', 'Email', 'Name', 'Manager name')).toEqual(['none', 'email', 'name', 'none']);
    expect(unsureOf('Username', 'Email', 'Name', 'Manager name')).toEqual([]);
  });

  it('may hold a group and a cost centre, each of which may be missing', () => {
    const file = readUserCsv(
      'Name,Email,Department,Cost center\nAda,ada@example.org,Simulation,4711-A\nBob,bob@example.org,,\nEve,eve@example.org,Sales,47/11',
    );

    expect(file).toMatchObject({
      rows: [
        { user: { group: 'Simulation', costCentre: '4711-A' } },
        { user: { name: 'Bob' } },
        { error: 'costCentre: must be letters, digits, spaces, hyphens, dots and underscores' },
      ],
    });
    expect(file).not.toHaveProperty('rows.1.user.group');
  });

  it('make one name of two', () => {
    const file = readUserCsv('First name,Surname,Email\nAda,Lovelace,ada@example.org\n,Plato,plato@example.org');

    expect(file).toMatchObject({ rows: [{ user: { name: 'Ada Lovelace' } }, { user: { name: 'Plato' } }] });
  });

  it('are read as somebody chose', () => {
    const file = readUserCsv('A,B,C\nx,ada@example.org,Ada', ['none', 'email', 'name']);

    expect(file).toMatchObject({ rows: [{ user: { name: 'Ada', email: 'ada@example.org' } }] });
  });

  it.each([
    ['Team,Name', undefined, 'which column has the e-mail addresses'],
    ['Email,Team', undefined, 'which column has the names'],
    ['Email,Name', ['email', 'email'], 'which column has the names'],
    ['Email,Name,Other', ['email', 'name', 'name'], 'for one column only'],
  ] as const)('%s, chosen as %j, must be chosen before there are rows', (header, chosen, fault) => {
    expect(readUserCsv(`${header}\na,b,c`, chosen)).toMatchObject({
      isReadable: true,
      rows: [],
      fault: expect.stringContaining(fault) as string,
    });
  });
});
