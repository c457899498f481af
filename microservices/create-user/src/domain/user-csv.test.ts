import { describe, expect, it } from 'vitest';
import { readUserCsv } from './user-csv.ts';

function rowsOf(csv: string) {
  const file = readUserCsv(csv);
  if (!file.isReadable) throw new Error(file.fault);
  return file.rows;
}

const lines = (count: number) => Array.from({ length: count }, (_, n) => `p${n}@example.org,Person ${n}`).join('\n');

describe('readUserCsv', () => {
  it.each([
    ['commas', 'email,name,role,quota\na@example.org,"Doe, Jane",admin,5\n'],
    ['titles in quotes with blanks', '" email "," name ",role,quota\na@example.org,"Doe, Jane",admin,5'],
    ['semicolons', 'email;name;role;quota\na@example.org;Doe, Jane;admin;5'],
    ['tabs, CRLF and a byte order mark', '\uFEFFemail\tname\trole\tquota\r\na@example.org\t"Doe, Jane"\tadmin\t5\r\n'],
    ['other order, case and space', ' Name , ROLE,E-Mail,Quota\n"Doe, Jane", Admin , A@Example.org ,5'],
  ])('reads %s', (_, csv) => {
    expect(rowsOf(csv)).toEqual([
      {
        line: 2,
        email: 'a@example.org',
        name: 'Doe, Jane',
        user: { email: 'a@example.org', name: 'Doe, Jane', role: 'admin', quota: 5 },
      },
    ]);
  });

  it('fills in role and quota', () => {
    expect(rowsOf('email,name\na@example.org,A')[0]?.user).toMatchObject({ role: 'user', quota: 3 });
  });

  it.each([
    ['an e-mail that is none', 'nobody,A,user,1', 'email'],
    ['a missing name', 'a@example.org,,user,1', 'name'],
    ['a missing cell', 'a@example.org', 'name'],
    ['an unknown role', 'a@example.org,A,root,1', 'role'],
    ['a quota that is no number', 'a@example.org,A,user,many', 'quota'],
    ['a quota as programs write it', 'a@example.org,A,user,1e1', 'quota'],
    ['a quota in other digits', 'a@example.org,A,user,0x10', 'quota'],
    ['a quota out of bounds', 'a@example.org,A,user,101', 'quota'],
    ['a cell too many', 'a@example.org,A,user,1,x', 'more cells'],
    ['a control character', 'a@example.org,A\u0007,user,1', 'name'],
  ])('names the line with %s and keeps the others', (_, line, fault) => {
    const rows = rowsOf(`email,name,role,quota\nfirst@example.org,First,,\n${line}\nlast@example.org,Last,,`);

    expect(rows.map((row) => row.error === undefined)).toEqual([true, false, true]);
    expect(rows[1]).toMatchObject({ line: 3, error: expect.stringContaining(fault) as string });
  });

  it('counts lines as an editor does', () => {
    expect(rowsOf('email,name\n\na@example.org,A\n\n\nbad,B').map((row) => row.line)).toEqual([3, 6]);
  });

  it.each([
    ['a line feed, then CRLF', 'email,name\na@example.org,A\r\nb@example.org,B\r\n'],
    ['CRLF, then line feeds', 'email,name\r\na@example.org,A\nb@example.org,B\n'],
    ['carriage returns alone', 'email,name\ra@example.org,A\rb@example.org,B'],
    ['an empty last column in the header', 'email,name,\na@example.org,A\nb@example.org,B'],
    ['an empty last column in rows', 'email,name\na@example.org,A,\nb@example.org,B,,'],
    ['empty columns everywhere', 'email,name,,\na@example.org,A,,\nb@example.org,B,,'],
  ])('reads lines that end with %s', (_, csv) => {
    expect(rowsOf(csv).map(({ line, user }) => [line, user?.email])).toEqual([
      [2, 'a@example.org'],
      [3, 'b@example.org'],
    ]);
  });

  it.each([
    ['sep=;\r\nemail;name\r\na@example.org;Doe, Jane\r\n', 'Doe, Jane'],
    ['\uFEFFsep=,\nemail,name\na@example.org,"Doe; Jane"\n', 'Doe; Jane'],
    ['SEP=\t\nemail\tname\na@example.org\tDoe; Jane', 'Doe; Jane'],
  ])('reads what Excel announces in %j', (csv, name) => {
    expect(rowsOf(csv)).toMatchObject([{ line: 3, name, user: { email: 'a@example.org' } }]);
  });

  it('leaves rows of nothing but separators out', () => {
    expect(rowsOf('email,name,role,quota\n,,,\na@example.org,A,,\n , ,,\n')).toMatchObject([{ line: 3 }]);
  });

  it('says where a line begins whose quoted cell goes over several', () => {
    const rows = rowsOf('email,name\r\na@example.org,"A\r\n"\r\nb@example.org,"B\nC"\nc@example.org,C');

    expect(rows.map(({ line, name, error }) => [line, name, error === undefined])).toEqual([
      [2, 'A', true],
      [4, 'B\nC', false],
      [6, 'C', true],
    ]);
  });

  it('refuses an e-mail that stands in the file twice', () => {
    const rows = rowsOf('email,name\na@example.org,A\nA@EXAMPLE.org,B');

    expect(rows[1]?.error).toBe('has the e-mail of line 2');
  });

  it.each([
    ['no header', 'a@example.org,A\nb@example.org,B', 'names its columns'],
    ['nothing below the header', 'email,name\n', 'no line below'],
    ['only blanks', ' \n \n', 'names its columns'],
    ['an open quote', 'email,name\na@example.org,"A\nb', 'check its quotes'],
    ['too many lines', `email,name\n${lines(2001)}`, 'more than 2000'],
  ])('refuses a file with %s', (_, csv, detail) => {
    expect(readUserCsv(csv)).toEqual({ isReadable: false, fault: expect.stringContaining(detail) as string });
  });

  it('takes 2,000 lines', () => {
    expect(rowsOf(`email,name\n${lines(2000)}`)).toHaveLength(2000);
  });
});
