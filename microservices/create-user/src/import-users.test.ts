import { importUsers } from '@cloudapp/contracts/user';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type Caller, type TestService } from './testing/test-service.ts';

let service: TestService;
let admin: Caller;

beforeAll(async () => {
  service = await startTestService();
  admin = await service.givenCaller({ role: 'admin' });
});
afterAll(() => service.stop());

const asAdmin = (method: string, path: string, body?: unknown) => service.request(method, path, { as: admin, body });

describe('importing users', () => {
  const csv = 'email;name;role;quota\nnew@example.org;"Doe; Jane";admin;\nbad;X;;\n';
  const importCsv = async (text: string, preview: boolean) =>
    importUsers.response.parse(await (await asAdmin('POST', '/users/import', { csv: text, preview })).json());

  it('previews without creating, then creates what is valid', async () => {
    const previewed = await importCsv(csv, true);
    expect(previewed).toMatchObject({ valid: 1, invalid: 1 });
    expect(await service.parts.credentials.get('new@example.org')).toBeUndefined();

    const imported = await importCsv(csv, false);

    expect(imported.rows[0]).toMatchObject({
      line: 2,
      user: { name: 'Doe; Jane', role: 'admin', quota: { limit: 3 } },
    });
    expect(imported.rows[0]?.oneTimePassword).toHaveLength(23);
    expect(imported.rows[1]?.error).toContain('email');
    const again = await importCsv(csv, false);
    expect(again.rows[0]?.error).toContain('exists');
  });

  it('previews 2,000 lines at once, knows whose e-mail is taken, and creates no more than 200 by one request', async () => {
    const lines = Array.from({ length: 2000 }, (_, n) => `Person ${n},person-${n}@many.example`);
    const many = ['Full name,Email address', ...lines.slice(0, 1999), `Taken,${admin.user.email}`].join('\n');

    const { columns, valid, rows } = await importCsv(many, true);

    expect(columns?.map(({ meaning }) => meaning)).toEqual(['name', 'email']);
    expect(valid).toBe(1999);
    expect(rows.at(-1)?.error).toContain('exists');
    const response = await asAdmin('POST', '/users/import', { csv: many, preview: false });
    expect(response.status).toBe(400);
    expect(await service.parts.credentials.get('person-0@many.example')).toBeUndefined();
  });

  it('says what is to be chosen, and reads the columns as they were', async () => {
    const csv = 'Staff,Contact\nAda,ada@chosen.example';
    const asked = await importCsv(csv, true);
    expect(asked).toMatchObject({ rows: [], fault: 'say which column has the e-mail addresses' });

    const answer = await asAdmin('POST', '/users/import', { csv, preview: true, columns: ['name', 'email'] });

    expect(importUsers.response.parse(await answer.json())).toMatchObject({ valid: 1, rows: [{ name: 'Ada' }] });
  });

  it('creates the people of a preview as they stand there', async () => {
    const { rows } = await importCsv(
      'email,name,quota\r\nfirst@bücher.example,"First\n",7\nsecond@example.org,Second,',
      true,
    );
    const people = rows.map(({ person }) => person);
    expect(people).toEqual([
      { email: 'first@xn--bcher-kva.example', name: 'First', role: 'user', quota: 7 },
      { email: 'second@example.org', name: 'Second', role: 'user', quota: 3 },
    ]);

    const answer = importUsers.response.parse(await (await asAdmin('POST', '/users/import', { people })).json());

    expect(answer).toMatchObject({ valid: 2, invalid: 0 });
    expect(answer.rows.map(({ user }) => user?.email)).toEqual(people.map((person) => person?.email));
    const again = importUsers.response.parse(await (await asAdmin('POST', '/users/import', { people })).json());
    expect(again).toMatchObject({ valid: 0, invalid: 2 });
  });
});
