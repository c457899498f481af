import {
  durationHoursSchema,
  extendInstance,
  instanceRoutes,
  keepInstance,
  type Instance,
} from '@cloudapp/contracts/instance';
import { keepRunning } from '@cloudapp/contracts/usage';
import type { Call, Command, Option, Positional } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { Failure } from '../failure.ts';
import { findMachine } from '../machines/find-machine.ts';
import { waitUntil } from '../machines/wait-until.ts';
import { clean } from '../output/clean.ts';
import { duration, fromNow } from '../output/words.ts';
import { forgetMachine } from '../ssh/ssh-files.ts';
import { readNumber } from './numbers.ts';

const machine: Positional = { name: 'MACHINE', completes: 'machines' };
const waiting = (until: string): Option => ({ name: 'wait', summary: `Wait until it is ${until}` });

export const extend: Command = {
  name: 'extend',
  summary: 'Give a machine more time',
  positionals: [machine],
  options: [{ name: 'hours', value: 'HOURS', summary: 'How many hours from now it is to go on; 8 otherwise' }],
  run: async ({ api: open, positional, text, page, surroundings }) => {
    const hours = readNumber('hours', text('hours') ?? '8', durationHoursSchema);
    const api = await open();
    const { id } = await findMachine(api, positional('MACHINE'));
    const after = await api.call(extendInstance, { params: { id }, body: { hours } });
    page.answer(after, () => {
      const end = after.leaseEndsAt === undefined ? '' : ` It stops ${fromNow(after.leaseEndsAt, surroundings.now())}.`;
      return [`${clean(after.name)} is extended.${end}`];
    });
    return undefined;
  },
};

export const keep: Command = {
  name: 'keep',
  summary:
    'Keep a machine: one that runs is not stopped for being idle for a while, one that is off is not deleted yet',
  positionals: [machine, { name: 'TIME', isOptional: true }],
  options: [],
  notes: [
    'TIME, as 3h, is for how long a machine that runs may be idle, at most 24h. Its time, its hours and budgets still stop it.',
    'Without it a machine that is off is kept: the days after which it is deleted begin anew.',
  ],
  run: async ({ api: open, positional, optional, page, surroundings }) => {
    const time = optional('TIME');
    const hours = time === undefined ? undefined : readHours(time);
    const api = await open();
    const { id } = await findMachine(api, positional('MACHINE'));
    if (hours !== undefined) {
      const kept = await api.call(keepRunning, { params: { id }, body: { hours } });
      page.answer(kept, () => [
        `${clean(kept.name)} is not stopped for being idle ${untilWords(kept, surroundings.now())}.`,
      ]);
      return undefined;
    }
    const after = await api.call(keepInstance, { params: { id } });
    page.answer(after, () => {
      const { deletesAt } = after;
      const end =
        deletesAt === undefined ? '' : ` It is deleted ${fromNow(deletesAt, surroundings.now())} if it stays off.`;
      return [`${clean(after.name)} is kept.${end}`];
    });
    return undefined;
  },
};

function readHours(typed: string): number {
  const read = keepRunning.body.shape.hours.safeParse(Number(/^(\d{1,2})h$/.exec(typed)?.[1]));
  if (read.success) return read.data;
  throw new Failure('usage', `TIME is whole hours from 1h to 24h; “${clean(typed)}” cannot be.`);
}

function untilWords({ keptUntil }: Instance, now: Date): string {
  return keptUntil === undefined
    ? 'for now'
    : `for the next ${duration((Date.parse(keptUntil) - now.getTime()) / 1000)}`;
}

/** Has the machine do something, and waits for what that leads to if asked to. */
async function act(
  { api: open, positional, isOn, page, surroundings }: Call,
  action: 'start' | 'stop' | 'terminate',
  { reached, words }: { readonly reached: readonly Instance['state'][]; readonly words: readonly [string, string] },
): Promise<number | undefined> {
  const api = await open();
  const found = await findMachine(api, positional('MACHINE'));
  const [goal] = reached;
  const params = { id: found.id };
  const asked = found.state === goal ? found : await api.call(instanceRoutes[`${action}Instance`], { params });
  const after = isOn('wait')
    ? await waitUntil({ api, page, surroundings }, found, ({ state }) => reached.includes(state))
    : asked;
  page.answer(after, () => [`${clean(after.name)} ${after.state === goal ? words[1] : words[0]}.`]);
  return isOn('wait') && after.state !== goal ? exitCodes.failed.code : undefined;
}

export const stop: Command = {
  name: 'stop',
  summary: 'Stop a machine; its disk is kept',
  positionals: [machine],
  options: [waiting('stopped')],
  run: (call) =>
    act(call, 'stop', { reached: ['stopped', 'failed', 'terminated'], words: ['is stopping', 'is stopped'] }),
};

export const start: Command = {
  name: 'start',
  summary: 'Start a stopped machine',
  positionals: [machine],
  options: [waiting('ready')],
  run: (call) =>
    act(call, 'start', { reached: ['ready', 'stopped', 'failed', 'terminated'], words: ['is starting', 'is ready'] }),
};

export const rm: Command = {
  name: 'rm',
  summary: 'Delete a machine and its disk',
  positionals: [machine],
  options: [{ name: 'yes', short: 'y', summary: 'Do not ask; needed where nobody can be asked' }, waiting('gone')],
  run: async (call) => {
    const { surroundings, positional, isOn, api } = call;
    const found = await findMachine(await api(), positional('MACHINE'));
    if (!isOn('yes')) await confirm(call, found);
    const byId: Call = { ...call, positional: () => found.id };
    const code = await act(byId, 'terminate', { reached: ['terminated'], words: ['is being deleted', 'is deleted'] });
    await forgetMachine(surroundings, found.id);
    return code;
  },
};

/** @throws Failure unless the person says yes */
async function confirm({ surroundings, page }: Call, { name }: Instance): Promise<void> {
  if (surroundings.ask === undefined || page.isJson) {
    throw new Failure('usage', 'Nobody can be asked here: say --yes to delete the machine and its disk.');
  }
  const said = await surroundings.ask(`Delete ${clean(name)} and its disk for good? [y/N] `);
  if (!/^y(es)?$/i.test(said.trim())) throw new Failure('failed', 'Nothing was deleted.');
}
