import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCreateAdministrator } from './create-administrator.ts';
import { publicOrigin, startTestService, type TestService } from './testing/test-service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());

async function run(...options: string[]) {
  const lines: string[] = [];
  const code = await runCreateAdministrator(
    service.parts,
    options,
    { PUBLIC_ORIGIN: publicOrigin, INVITATION_HOURS: 72 },
    (line) => void lines.push(line),
    new Date(),
  );
  return { code, text: lines.join('\n') };
}

describe('create-administrator', () => {
  it('says how it is used', async () => {
    expect(await run()).toMatchObject({ code: 2 });
    expect((await run('nobody')).text).toContain('Usage');
  });

  it('makes one administrator, however many ask at once', async () => {
    const results = await Promise.all([1, 2, 3].map((n) => run(`root-${n}@example.org`, 'Root')));

    expect(results.map(({ code }) => code).sort()).toEqual([0, 1, 1]);
    expect(results.find(({ code }) => code === 0)?.text).toMatch(
      /chooses a password at https:\/\/cloudapp\.example\/welcome#email=root-\d%40example\.org&code=([0-9a-z]{5}-){3}[0-9a-z]{5}&until=\S+$/,
    );
    const { items } = await service.to.users.list({ limit: 10 });
    expect(items).toMatchObject([{ role: 'admin', mustChangePassword: true }]);
  });
});
