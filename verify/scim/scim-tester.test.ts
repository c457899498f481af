import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startTestService, type TestService } from '@cloudapp/create-user/testing/test-service';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { ensurePythonEnvironment } from '../../local/install/python-environment.ts';

const repository = join(import.meta.dirname, '..', '..');
const tester = {
  title: 'scim2-tester',
  name: 'scim2-tester',
  requirementsFile: join(import.meta.dirname, 'requirements.txt'),
};
const resultsSchema = z.array(
  z.object({
    status: z.enum(['SUCCESS', 'COMPLIANT', 'ACCEPTABLE', 'DEVIATION', 'ERROR', 'CRITICAL', 'SKIPPED']),
    check: z.string(),
    of: z.string().nullable(),
    reason: z.string().nullable(),
  }),
);

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());

it('passes every check of scim2-tester, and leaves out what is not offered alone', async () => {
  const python = await ensurePythonEnvironment(tester, join(repository, '.local', 'scim-tester'), () => undefined);
  const token = await service.givenDirectoryToken();

  const { stdout } = await promisify(execFile)(
    python,
    [join(import.meta.dirname, 'run.py'), `${service.url}/api/scim/v2`],
    { env: { ...process.env, TOKEN: token } },
  );

  const results = resultsSchema.parse(JSON.parse(stdout));
  const others = results.filter(({ status }) => status !== 'SUCCESS');
  expect(others.map(({ status, check, of }) => [status, check, of])).toEqual([
    ['SKIPPED', 'search_with_attributes', 'User'],
    ['SKIPPED', 'search_with_attributes', 'Group'],
  ]);
  expect(results.length).toBeGreaterThan(50);
});
