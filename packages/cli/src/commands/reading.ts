import { listBlueprints } from '@cloudapp/contracts/blueprint';
import { listFleet, listInstances } from '@cloudapp/contracts/instance';
import { getProfile } from '@cloudapp/contracts/session';
import { allPages } from '../api/all-pages.ts';
import type { Command } from '../command.ts';
import { machineFacts, machineTable } from '../machines/describe-machine.ts';
import { findMachine } from '../machines/find-machine.ts';
import { clean } from '../output/clean.ts';
import { facts, table } from '../output/table.ts';
import { duration, money } from '../output/words.ts';

export const ls: Command = {
  name: 'ls',
  summary: 'List your machines, newest first',
  options: [
    { name: 'all', short: 'a', summary: 'Those of everybody; for administrators who signed in with --admin' },
    { name: 'ended', summary: 'Deleted ones, too' },
    { name: 'names', short: 'q', summary: 'Names alone, one on each line' },
  ],
  run: async ({ api: open, isOn, page, surroundings }) => {
    const api = await open();
    const query = { limit: 100, ...(isOn('ended') && { ended: 'true' }) };
    const contract = isOn('all') ? listFleet : listInstances;
    const items = await allPages((cursor) => api.call(contract, { query: { ...query, cursor } }));
    page.answer({ items }, () => {
      if (isOn('names')) return items.map(({ name }) => clean(name));
      if (items.length === 0) return ['You have no machines. cloudapp blueprints lists what you can launch.'];
      return machineTable(items, surroundings.now(), isOn('all'));
    });
    return undefined;
  },
};

export const show: Command = {
  name: 'show',
  summary: 'Show all about a machine',
  positionals: [{ name: 'MACHINE', completes: 'machines' }],
  run: async ({ api, positional, page, surroundings }) => {
    const machine = await findMachine(await api(), positional('MACHINE'));
    page.answer(machine, () => machineFacts(machine, surroundings.now()));
    return undefined;
  },
};

export const blueprints: Command = {
  name: 'blueprints',
  summary: 'List what can be launched',
  run: async ({ api: open, page }) => {
    const answer = await (await open()).call(listBlueprints, {});
    const rows = answer.items.map((blueprint) => [
      blueprint.id,
      blueprint.name,
      blueprint.sizes
        .map(({ id, costPerHour }) => `${id}${id === blueprint.defaultSize ? '*' : ''} ${money(costPerHour)}/h`)
        .join(', '),
      duration(blueprint.expectedSeconds),
    ]);
    page.answer(answer, () => [...table(['BLUEPRINT', 'NAME', 'SIZES (* USUAL)', 'READY AFTER'], rows)]);
    return undefined;
  },
};

export const whoami: Command = {
  name: 'whoami',
  summary: 'Say who is signed in, and where',
  run: async ({ api: open, page }) => {
    const api = await open();
    const user = await api.call(getProfile, {});
    page.answer({ url: api.origin, user }, () =>
      facts([
        ['Address', api.origin],
        ['Person', `${user.name} <${user.email}>`],
        ['Machines', `${user.quota.used} of ${user.quota.limit}`],
      ]),
    );
    return undefined;
  },
};
