import type { Command } from './command.ts';
import { auditVerify } from './commands/audit.ts';
import { extend, keep, rm, start, stop } from './commands/changing.ts';
import { completionOf } from './commands/completion.ts';
import { logs, ssh, tunnel } from './commands/connecting.ts';
import { hours } from './commands/hours.ts';
import { launch } from './commands/launch.ts';
import { login } from './commands/login.ts';
import { logout } from './commands/logout.ts';
import { open } from './commands/open.ts';
import { blueprints, ls, show, whoami } from './commands/reading.ts';
import { usage } from './commands/usage.ts';
import { usersAdd, usersEnable, usersLs, usersSet, usersShow } from './commands/users.ts';
import { versionOf } from './commands/version.ts';

const allButCompletion: readonly Command[] = [
  ...[login, logout, whoami],
  ...[blueprints, launch, ls, show, usage, ssh, tunnel, logs, extend, keep, hours, stop, start, rm, open],
  ...[usersLs, usersShow, usersAdd, usersSet, usersEnable, auditVerify, versionOf],
];

/** Every command. Help, completion and the documentation follow from this list. */
export const commands: readonly Command[] = [...allButCompletion, completionOf(allButCompletion)];
