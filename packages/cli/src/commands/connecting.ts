import { getConsole, type LoginDetails } from '@cloudapp/contracts/instance';
import { isIP } from 'node:net';
import * as z from 'zod';
import type { Command, Positional } from '../command.ts';
import { Failure } from '../failure.ts';
import { findMachine } from '../machines/find-machine.ts';
import { clean } from '../output/clean.ts';
import { prepareLogin, runSsh } from '../ssh/log-in.ts';
import { readNumber } from './numbers.ts';
import { newLines } from './new-lines.ts';

const machine: Positional = { name: 'MACHINE', completes: 'machines' };
const key = { name: 'key', value: 'FILE', summary: 'The private key that opens it', completes: 'files' } as const;
const port = z.int().min(1).max(65_535);
/** How long console output may wait for its next look. */
const lookMilliseconds = 5000;

export const ssh: Command = {
  name: 'ssh',
  summary: 'Log in to a machine, or run a command there',
  positionals: [machine],
  options: [key],
  rest: 'COMMAND …',
  notes: [
    'The machine’s host keys come from CloudApp, so that ssh has nothing to ask: they are kept in `~/.ssh/cloudapp_known_hosts`. A `Host` block for each machine is kept up to date in `~/.ssh/cloudapp_config`, which `~/.ssh/config` includes: `scp` and editors find it by the name in that block.',
    'It ends with the exit code of the command there; 255 is ssh’s own.',
  ],
  run: async (call) => {
    const { options, target } = await prepareLogin(call);
    return await runSsh(call, [...options, '--', target, ...call.rest]);
  },
};

export const tunnel: Command = {
  name: 'tunnel',
  summary: 'Bring a tool of a machine to this computer, until Ctrl-C',
  positionals: [machine, { name: 'TOOL', isOptional: true }],
  options: [key, { name: 'port', value: 'PORT', summary: 'The port on this computer; the tool’s usual one otherwise' }],
  run: async (call) => {
    const { details, options, target, machine: found } = await prepareLogin(call);
    const tool = toolIn(details, call.optional('TOOL'));
    const { forward } = tool;
    if (isIP(forward.host) === 0) throw new Failure('failed', 'The address of the tool is not what ssh can be given.');
    const local = readNumber('port', call.text('port') ?? `${forward.localPort}`, port);
    const url = tool.url.replace(`:${forward.localPort}`, `:${local}`);
    call.page.answer({ machine: found.id, tool: tool.name, url }, () => [`${clean(tool.name)}: ${clean(url)}`]);
    if (tool.secretId !== undefined) {
      call.page.note(`Its secret is shown on ${(await call.api()).origin}/machines/${found.id} alone.`);
    }
    const ends = `${local}:${forward.host}:${forward.port}`;
    const bound = ['-N', '-o', 'ExitOnForwardFailure=yes', '-o', 'GatewayPorts=no', '-L', ends];
    return await runSsh(call, [...options, ...bound, '--', target]);
  },
};

function toolIn({ tools }: LoginDetails, named: string | undefined): LoginDetails['tools'][number] {
  const names = tools.map(({ name }) => clean(name)).join(', ');
  const [only, ...others] = tools.filter(
    ({ name }) => named === undefined || named.toLowerCase() === name.toLowerCase(),
  );
  if (only !== undefined && others.length === 0) return only;
  if (tools.length === 0) throw new Failure('notFound', 'This machine has no tools.');
  throw new Failure(named === undefined ? 'usage' : 'notFound', `The tools of this machine are: ${names}.`);
}

export const logs: Command = {
  name: 'logs',
  summary: 'Print the console output of a machine',
  positionals: [machine],
  options: [{ name: 'follow', short: 'f', summary: 'Go on with what comes, until Ctrl-C' }],
  run: async ({ api: open, positional, isOn, page, surroundings }) => {
    if (page.isJson && isOn('follow')) throw new Failure('usage', '--follow and --json do not go together.');
    const api = await open();
    const { id } = await findMachine(api, positional('MACHINE'));
    let seen: readonly string[] = [];
    for (;;) {
      const answer = await api.call(getConsole, { params: { id } });
      const lines = answer.output.split('\n').map((line) => clean(line));
      const news = newLines(seen, lines);
      page.answer(answer, () => news);
      seen = lines;
      if (!isOn('follow')) return undefined;
      await surroundings.pause(lookMilliseconds);
      surroundings.interrupted.throwIfAborted();
    }
  },
};
