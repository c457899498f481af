// `npm start`: the whole product on this machine. Plain JavaScript, so that it can say what is missing before anything is installed.
import { dirname } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { ensurePackages, startWorkspaces } from './install/packages.js';
import { requirePorts } from './install/ports.js';
import { report } from './install/progress.js';
import { findPython, missingRequirement, PYTHON_SENTENCE } from './install/requirements.js';
import { givenSettings, helpFor } from './install/settings.js';

const repository = dirname(dirname(fileURLToPath(import.meta.url)));

async function start() {
  const help = helpFor(process.argv.slice(2));
  if (help !== undefined) {
    process.stdout.write(`${help}\n`);
    return 0;
  }
  const missing = missingRequirement() ?? (findPython() === undefined ? PYTHON_SENTENCE : undefined);
  if (missing !== undefined) throw new Error(missing);
  const given = givenSettings(process.argv.slice(2), process.env);
  await ensurePackages(repository, startWorkspaces, report, () => requirePorts(given));
  process.chdir(repository);
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true'; // we support Node 20, and say so
  const { register } = await import('tsx/esm/api');
  register();
  const { runLocalCloud } = await import('./main.ts');
  return await runLocalCloud(process.argv.slice(2), report);
}

start().then(
  (code) => process.exit(code),
  (error) => {
    report(error.message);
    process.exit(1);
  },
);
