import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensurePythonEnvironment } from '../../local/install/python-environment.ts';
import type { Role } from '@cloudapp/contracts/user';
import { findPython } from '../../local/install/requirements.js';
import { ApiClient } from '../../local/testing/api-client.ts';
import { adminPassword, productUrl, root, stateDirectory } from '../setup/product-settings.ts';
import startProduct from '../setup/start-product.ts';
import { documentForPython } from './document.ts';
import { runSchemathesis } from './run-schemathesis.ts';

/*
 * `npm run fuzz:api`: the product, started as `npm start` starts it, is asked whatever its OpenAPI document allows and much
 * that it does not, with a session of each role and with none. No answer may be a fault of the server, or one that the document does not
 * tell. `--cases 200` sets how many are made up for an operation, `--phases coverage` which of Schemathesis' phases run,
 * `--seconds 25` ends a role early, and `--seed` repeats a run.
 */
const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '100' },
    phases: { type: 'string', default: 'examples,coverage,fuzzing,stateful' },
    seconds: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});
const schemathesis = {
  title: 'Schemathesis',
  name: 'schemathesis',
  requirementsFile: join(import.meta.dirname, 'requirements.txt'),
};

/** A person who has chosen a password, and can therefore do all that the role may. */
async function newPerson(administrator: ApiClient, role: Role) {
  const { user, oneTimePassword } = await administrator.createUser({ name: `Fuzz ${role}`, role, quota: 5 });
  const password = `a password for fuzzing ${randomUUID()}`;
  await new ApiClient(productUrl).choosePassword(user.email, oneTimePassword, password);
  return { id: user.id, role, credentials: { email: user.email, password } };
}

const basePython = findPython() ?? 'python3';
if (spawnSync(basePython, ['-c', 'import sys; sys.exit(sys.version_info < (3, 11))']).status !== 0) {
  console.log(`skipped: Schemathesis needs Python 3.11 or newer, and ${basePython} is older.`);
  process.exit();
}
const python = await ensurePythonEnvironment(schemathesis, join(root, '.local', 'schemathesis'), console.log);
const stop = await startProduct();
try {
  const documentFile = join(stateDirectory, 'openapi.json');
  await mkdir(stateDirectory, { recursive: true });
  await writeFile(documentFile, documentForPython());
  const administrator = new ApiClient(productUrl);
  const { user } = await administrator.signIn('admin@cloudapp.local', adminPassword);
  const people = [await newPerson(administrator, 'admin'), await newPerson(administrator, 'user')];
  const results = [];
  for (const { role, credentials } of [...people, { role: 'nobody', credentials: undefined }]) {
    const result = await runSchemathesis({
      ...{ python, documentFile, origin: productUrl, credentials, seed: values.seed, phases: values.phases },
      protectedIds: [user.id, ...people.map(({ id }) => id)],
      casesPerOperation: Number(values.cases),
      seconds: values.seconds === undefined ? undefined : Number(values.seconds),
    });
    console.log(`${role}: ${result.cases} cases, ${result.isGood ? 'good' : 'FAILED'}`);
    results.push(result);
  }
  if (results.some(({ isGood, cases }) => !isGood || cases === 0)) process.exitCode = 1;
} finally {
  await stop();
}
