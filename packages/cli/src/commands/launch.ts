import { randomBytes } from 'node:crypto';
import { getBlueprint, sizeId } from '@cloudapp/contracts/blueprint';
import { durationHoursSchema, instanceNameSchema, type Instance } from '@cloudapp/contracts/instance';
import { launchInstance, type Launch } from '@cloudapp/contracts/launch';
import { blueprintId } from '@cloudapp/contracts/primitives';
import type { ApiClient } from '../api/api-client.ts';
import type { Call, Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { Failure } from '../failure.ts';
import { machineFacts } from '../machines/describe-machine.ts';
import { waitUntil } from '../machines/wait-until.ts';
import { clean } from '../output/clean.ts';
import { ensureOwnKey, readKeyFile } from '../ssh/own-key.ts';
import { beginLaunch, type PendingLaunch } from '../state/pending-launches.ts';
import { readNumber } from './numbers.ts';

const usualHours = 8;
/** What the API calls the key by which it can be chosen again, at most. */
const longestKeyName = 100;

export const launch: Command = {
  name: 'launch',
  summary: 'Launch a machine',
  positionals: [{ name: 'BLUEPRINT' }],
  options: [
    { name: 'name', value: 'NAME', summary: 'What it is called; one is made up otherwise' },
    { name: 'size', value: 'SIZE', summary: 'One of the sizes of the blueprint', completes: sizeId.options },
    {
      name: 'hours',
      value: 'HOURS',
      summary: `After how many hours it stops unless extended; ${usualHours} otherwise`,
    },
    { name: 'key', value: 'FILE', summary: 'A public key that opens it, in place of your own', completes: 'files' },
    { name: 'wait', summary: 'Wait until it is ready, and end with 1 if it fails' },
  ],
  notes: [
    'The key that opens it is made on this computer, in `~/.ssh/cloudapp_ed25519`; only its public half is sent.',
    'The same command after Ctrl-C or a lost answer goes on with the same machine, for an hour. Two at the same time are two machines.',
  ],
  run: async (call) => {
    const api = await call.api();
    const { surroundings, page, isOn } = call;
    const { wish, givenName } = await wishOf(call, api);
    const begun = await beginLaunch(
      surroundings,
      { at: api.origin, ...wish, name: givenName },
      () => `${wish.blueprintId}-${randomBytes(2).toString('hex')}`,
    );
    const machine = await send(api, { ...wish, name: givenName ?? begun.name }, begun);
    if (begun.isRepeat) page.note(`Going on with ${clean(machine.name)}, which was launched before.`);
    if (!isOn('wait')) {
      await begun.settle();
      page.answer(machine, () => [`${clean(machine.name)} is launched: cloudapp show ${machine.id}`]);
      return undefined;
    }
    const ended = await waitUntil({ ...call, api }, machine, hasSettled);
    await begun.settle();
    page.answer(ended, () => machineFacts(ended, surroundings.now()));
    return ended.state === 'ready' ? undefined : exitCodes.failed.code;
  },
};

const hasSettled = ({ state }: Instance): boolean => ['ready', 'failed', 'terminating', 'terminated'].includes(state);

/** What is to be launched, with everything that nobody has said. */
async function wishOf({ positional, text, surroundings }: Call, api: ApiClient) {
  const id = blueprintId.safeParse(positional('BLUEPRINT'));
  if (!id.success) throw new Failure('notFound', 'There is no such blueprint; cloudapp blueprints lists them.');
  const givenName = text('name');
  if (givenName !== undefined && !instanceNameSchema.safeParse(givenName).success) {
    throw new Failure('usage', '--name takes 1 to 60 visible characters.');
  }
  const durationHours = readNumber('hours', text('hours') ?? `${usualHours}`, durationHoursSchema);
  const blueprint = await api.call(getBlueprint, { params: { id: id.data } });
  const sizes = blueprint.sizes.map((size) => size.id);
  const size = sizes.find((one) => one === (text('size') ?? blueprint.defaultSize));
  if (size === undefined) throw new Failure('usage', `--size is one of ${sizes.join(', ')}.`);
  const keyFile = text('key');
  const key = keyFile === undefined ? await ensureOwnKey(surroundings) : await readKeyFile(keyFile);
  const sshKeyName = `cloudapp on ${clean(surroundings.computer)}`.slice(0, longestKeyName);
  const wish = { blueprintId: id.data, size, durationHours, sshPublicKey: key.line };
  return { wish: { ...wish, ...(keyFile === undefined && { sshKeyName }) }, givenName };
}

/** Sends a launch. A refusal settles it; without an answer it stays, for a repeat. */
async function send(api: ApiClient, wish: Launch, { idempotencyKey, settle }: PendingLaunch): Promise<Instance> {
  try {
    return await api.call(launchInstance, { body: wish }, { idempotencyKey });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.ending === 'unreachable' || error.ending === 'failed') {
      const hint = 'The same command again goes on with it, and launches nothing twice.';
      throw new Failure(error.ending, `${error.message} ${hint}`, { cause: error });
    }
    await settle();
    throw error;
  }
}
