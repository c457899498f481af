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

  it('refuses an e-mail that stands in the file twice', () => {
    const rows = rowsOf('email,name\na@example.org,A\nA@EXAMPLE.org,B');

    expect(rows[1]?.error).toBe('has the e-mail of line 2');
  });

  it.each([
    ['no header', 'a@example.org,A\nb@example.org,B', 'names its columns'],
    ['an unknown column', 'email,name,shoe\na@example.org,A,1', 'names its columns'],
    ['a column twice', 'email,name,name\na@example.org,A,B', 'names its columns'],
    ['nothing below the header', 'email,name\n', 'no line below'],
    ['only blanks', ' \n \n', 'names its columns'],
    ['an open quote', 'email,name\na@example.org,"A\nb', 'check its quotes'],
    ['too many lines', `email,name\n${lines(201)}`, 'more than 200'],
  ])('refuses a file with %s', (_, csv, detail) => {
    expect(readUserCsv(csv)).toEqual({ isReadable: false, fault: expect.stringContaining(detail) as string });
  });

  it('takes 200 lines', () => {
    expect(rowsOf(`email,name\n${lines(200)}`)).toHaveLength(200);
  });
});
