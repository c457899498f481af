import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// npx tsx leftovers.ts EMULATOR-STATE PROJECT — fails when Terraform's states or the emulator's own still hold something
// after everything was destroyed.

type Collections = Readonly<Record<string, unknown>>;

const [, , emulatorState = '', project = ''] = process.argv;

/** What is no resource: tags and measurements of what is gone, and what every account has from the beginning. */
const notResources: Readonly<Record<string, string>> = {
  'apigateway_v1.account_settings': 'a setting of the region, which no call removes',
  'apigateway_v1.request_validators': 'MiniStack keeps validators of an API that was deleted',
  'cloudwatch.alarm_history': 'history',
  'cloudwatch.metrics': 'measurements',
  'ecs.task_def_latest': 'the number of the last task definition',
  'eventbridge.event_buses': 'the default bus',
  'scheduler.schedule_groups': 'the default group',
};
/** Gone as far as AWS ever lets it go: keys wait 30 days, task definitions, tasks and NAT gateways stay visible. */
const isGone = /"(KeyState|State|status|lastStatus)":"(PendingDeletion|deleted|INACTIVE|STOPPED)"/;
/** MiniStack numbers what every new account has: default network, its subnets, gateway, routes. */
const isFromTheBeginning = /-0000000\d'$/;

const left = [...leftInStates(), ...leftInEmulator()];
for (const text of left) process.stdout.write(`LEFT: ${text}\n`);
process.stdout.write(`${left.length} things are left\n`);
process.exitCode = left.length === 0 ? 0 : 1;

function leftInStates(): string[] {
  const states = readdirSync(project).filter((file) => /^terraform\..*\.tfstate$/.test(file));
  if (states.length === 0) throw new Error(`there are no states in ${project}`);
  return states.flatMap((file) => {
    const { resources = [] } = JSON.parse(readFileSync(join(project, file), 'utf8')) as {
      resources?: { type: string }[];
    };
    return resources.map(({ type }) => `${file}: ${type}`);
  });
}

function leftInEmulator(): string[] {
  return readdirSync(emulatorState)
    .filter((file) => file.endsWith('.json') && !file.startsWith('terraform'))
    .flatMap((file) => {
      const { payload } = JSON.parse(readFileSync(join(emulatorState, file), 'utf8')) as { payload?: Collections };
      return Object.entries(payload ?? {}).flatMap(([name, collection]) =>
        leftIn(`${file.replace('.json', '')}.${name}`, collection),
      );
    });
}

/** Collections keep their entries by account, region and id. */
function leftIn(name: string, collection: unknown): string[] {
  if (name.endsWith('tags') || notResources[name] !== undefined) return [];
  const { data } = (collection ?? {}) as { data?: Collections };
  if (typeof data !== 'object') return [];
  return Object.entries(data)
    .filter(([key, value]) => !isFromTheBeginning.test(key) && !isGone.test(JSON.stringify(value)))
    .filter(([, value]) => !isEmpty(value))
    .map(([key]) => `${name}: ${key.split('\0').at(-1) ?? ''}`);
}

function isEmpty(value: unknown): boolean {
  return ['null', '[]', '{}', '""', '0', 'false'].includes(JSON.stringify(value ?? null));
}
