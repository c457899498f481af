import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MachineSpec } from '../machine-backend.ts';
import { print, type Disk } from './disk.ts';
import { keepKey } from './key-keeper.ts';
import { commandsOf, planOf, type Plan } from './plan.ts';
import { Reporter } from './reporter.ts';
import { tellUsage } from './usage-teller.ts';
import { readUserData, type UserData } from './user-data.ts';

export interface Boot {
  machine: MachineSpec;
  disk: Disk;
  /** How many times faster than believable. */
  speed: number;
  signal: AbortSignal;
  saveDisk: () => Promise<void>;
}

/** Believable times, in seconds: a cached package mirror and a small disk. */
const CLOUD_INIT_SECONDS = 1.5;
const SHORTEST_STEP_SECONDS = 1.5;
const LONGEST_STEP_SECONDS = 9;
/** Real installs take as long as the blueprint says; the simulation shows a fraction of it. */
const SHARE_OF_EXPECTED = 0.15;
const CHECK_SECONDS = 1;
const OUTPUT_LINES = 3;

type Step = Plan['steps'][number];

/** Plays what happens on a machine as long as it is on: cloud-init, then the steps of its plan and the check, and beside them its key and what it does. */
export async function playBoot(boot: Boot): Promise<void> {
  const { machine, disk } = boot;
  await pause(boot, CLOUD_INIT_SECONDS);
  const userData = userDataOf(machine, disk);
  const plan = userData === undefined ? undefined : planOf(userData);
  if (userData === undefined || plan === undefined) {
    print(disk, `cloud-init[412]: nothing to do: no plan in the user-data`);
    return;
  }
  printHostKeys(disk);
  if (machine.faults.isSilent === true) {
    print(disk, 'cloudapp-agent: (asked to be silent: reports nothing)');
    return;
  }
  await Promise.all([playPlan(boot, plan, userData), keepKey(boot, plan), tellUsage(boot, plan)]);
}

async function playPlan(boot: Boot, plan: Plan, userData: UserData): Promise<void> {
  const { disk } = boot;
  const reporter = new Reporter(plan.eventsUrl, plan.token, disk.boots, boot.signal);
  await reporter.send({ type: 'booted' });
  for (const step of plan.steps.filter(({ id }) => !disk.finishedSteps.includes(id))) {
    if (!(await playStep(boot, step, userData, reporter, plan))) return;
  }
  await playCheck(boot, plan, reporter);
}

function userDataOf(machine: MachineSpec, disk: Disk): UserData | undefined {
  if (machine.userData === undefined) return undefined;
  try {
    return readUserData(machine.userData);
  } catch (error) {
    print(disk, `cloud-init[412]: __init__.py[WARNING]: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** @returns whether the next step may begin */
async function playStep(boot: Boot, step: Step, userData: UserData, reporter: Reporter, plan: Plan): Promise<boolean> {
  const { disk, machine } = boot;
  const seconds = stepSeconds(step);
  const commands = commandsOf(userData.files.get(step.script));
  const isFailing = failsAt(machine.faults.failingStep, step, plan);
  print(disk, `cloudapp-agent: step ${step.id}: ${step.title}`);
  await reporter.send({ type: 'step-started', stepId: step.id });
  for (let part = 0; part < OUTPUT_LINES; part++) {
    await pause(boot, seconds / OUTPUT_LINES);
    const line = commands[Math.floor((part * commands.length) / OUTPUT_LINES)] ?? step.title;
    print(disk, `+ ${line}`);
    if (part < OUTPUT_LINES - 1)
      await reporter.send({ type: 'step-output', stepId: step.id, line: printable(`+ ${line}`, 500) });
  }
  const elapsed = Math.round((seconds / boot.speed) * 10) / 10;
  if (isFailing) {
    const output = printable(
      `${commands.map((line) => `+ ${line}`).join('\n')}\nE: this step was told to fail (local EC2 endpoint)`,
      4_000,
    );
    print(disk, output);
    await reporter.send({
      type: 'step-failed',
      stepId: step.id,
      seconds: elapsed,
      exitCode: 100,
      timedOut: false,
      output,
    });
    return false;
  }
  disk.finishedSteps.push(step.id);
  await boot.saveDisk();
  await reporter.send({ type: 'step-finished', stepId: step.id, seconds: elapsed });
  return true;
}

function failsAt(wanted: string | undefined, step: Step, plan: Plan): boolean {
  return wanted === '*' ? step.id === plan.steps[0]?.id : wanted === step.id;
}

async function playCheck(boot: Boot, plan: Plan, reporter: Reporter): Promise<void> {
  const { disk, machine } = boot;
  await pause(boot, CHECK_SECONDS);
  const seconds = CHECK_SECONDS / boot.speed;
  if (machine.faults.failingCheck === true) {
    print(disk, 'cloudapp-agent: the check failed');
    await reporter.send({ type: 'check-failed', seconds, output: 'The check was told to fail (local EC2 endpoint).' });
    return;
  }
  for (const id of plan.secrets) disk.secrets[id] ??= randomBytes(24).toString('base64url');
  await boot.saveDisk();
  await reporter.send({ type: 'check-passed', seconds, hostKeys: [disk.hostKey.publicLine], secrets: disk.secrets });
  print(disk, `cloudapp-agent: the check passed, ${machine.hostname} is ready`);
}

/** As cloud-init prints them on a real console, between the markers that tools look for. */
function printHostKeys(disk: Disk): void {
  print(disk, '-----BEGIN SSH HOST KEY FINGERPRINTS-----');
  print(disk, `256 ${disk.hostKey.fingerprint} root@machine (ED25519)`);
  print(disk, '-----END SSH HOST KEY FINGERPRINTS-----');
}

function stepSeconds({ expectedSeconds }: Step): number {
  return Math.min(Math.max(expectedSeconds * SHARE_OF_EXPECTED, SHORTEST_STEP_SECONDS), LONGEST_STEP_SECONDS);
}

/** Without control characters other than newline and tab, and only the end of what is too long. */
function printable(text: string, length: number): string {
  return text.replaceAll(/[^\P{Cc}\n\t]/gu, ' ').slice(-length);
}

async function pause({ speed, signal }: Boot, seconds: number): Promise<void> {
  await sleep((seconds * 1_000) / speed, undefined, { signal });
}
