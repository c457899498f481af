import { openDatabase } from '@cloudapp/data/database';
import * as z from 'zod';
import { loadEnvironment } from '../../config/index.ts';
import { prefixOf } from '../names.ts';
import { makeFirstAdministrator } from './first-administrator.ts';

// npx tsx stacks/commands/create-administrator.ts ENV E-MAIL — makes the first administrator, with a one-time password.

const environment = loadEnvironment(process.argv[2]);
const email = z.email().parse(process.argv[3]?.trim().toLowerCase());
const database = openDatabase(prefixOf(environment), { region: environment.region });
const password = await makeFirstAdministrator(database, email, environment.signIn);
database.client.destroy();
if (password === undefined) {
  process.stderr.write('There is an administrator already; further ones are made on the page.\n');
  process.exitCode = 1;
} else {
  process.stdout.write(`${email}\nOne-time password, to be changed at the first sign-in: ${password}\n`);
}
