import type { FailureCode, StartRefusalCode } from '@cloudapp/contracts/failure-codes';
import type { InstanceFailure, InstanceRecord, StartRefusal } from '@cloudapp/data/instance-record';
import { passing } from './facts.ts';

type Describer = (record: InstanceRecord, detail: string | undefined) => string;

/** How EC2's reason begins when neither its owner nor anybody else ended an instance, but EC2 itself. */
const ec2Gave = 'Server.InternalError: ';

const inBrackets = (detail: string | undefined) => (detail === undefined ? '' : ` (${detail})`);

const usedUp = (quota = 'of running machines') => `Your AWS account may not run more: its quota ${quota} is used up.`;
const moreOfAws = 'an administrator can ask AWS for more.';

const forbidden = (what: 'launch' | 'start', detail: string | undefined) =>
  `AWS does not let CloudApp ${what} this machine${inBrackets(detail)}: CloudApp’s own rights or a rule of your organisation forbid it.`;

const later = 'It was asked again and again; try again in a few minutes.';

/** Each failure in plain words: what happened, and what to do. */
const sentences: Readonly<Record<FailureCode, Describer>> = {
  capacity: ({ size }) =>
    `AWS has no free ${size.instanceType} machine in any of our zones at the moment. Try again in a few minutes, or choose another size.`,
  'account-limit': (_, quota) =>
    `${usedUp(quota)} Nothing was created. End a machine that nobody needs, or ask an administrator: ${moreOfAws}`,
  unauthorised: (_, detail) =>
    `${forbidden('launch', detail)} Nothing was created, and trying again will not help; an administrator should look at it.`,
  'disk-key': () =>
    'AWS may not use the key that encrypts the machine’s disk, and ended the machine at once. Trying again will not help: an administrator must let CloudApp use the account’s EBS key in KMS.',
  throttled: () => 'AWS was too busy to take the launch. Nothing was created; try again in a few minutes.',
  'launch-refused': (_, detail) =>
    `AWS refused the launch${inBrackets(detail)}. Nothing was created; an administrator should look at it.`,
  'never-reported': (_, seen) =>
    `The machine was started but never reported. It may have no way to the network. ${
      seen === undefined ? 'Its console shows nothing.' : `The last that its console shows: “${seen}”.`
    } Try again to get a fresh one.`,
  'install-timeout': () =>
    'The installation took longer than the blueprint allows. The console may tell more; try again to get a fresh machine.',
  'step-failed': (_, detail) => `${detail ?? 'A step failed'}. Its last lines are shown with the step.`,
  'mirror-silent': (_, detail) => `${detail ?? 'Debian’s mirror did not answer'}. ${later}`,
  'source-silent': (_, detail) => `${detail ?? 'A server on the internet did not answer'}. ${later}`,
  'package-missing': (_, detail) =>
    `${detail ?? 'There is no such package'}. Trying again will not help: an administrator should look at the blueprint.`,
  'disk-full': (_, detail) =>
    `${detail ?? 'The machine’s disk is full'}. Trying again will not help: an administrator should give the blueprint a larger disk.`,
  'clock-behind': (_, detail) =>
    `${detail ?? 'The machine’s clock is behind'}, so that what it downloads counts as not valid yet. Try again to get a fresh machine.`,
  'check-failed': (_, detail) =>
    `Everything was installed, but the blueprint’s own check failed.${detail === undefined || detail === '' ? '' : ` It said: ${detail}`}`,
  'login-unreachable': (record) => {
    const { address } = passing(record);
    if (address === undefined) return 'The machine works, but AWS gave it no public address: nobody can log in.';
    return `The machine works, but its login port does not answer at ${address}.`;
  },
  'ended-outside': (_, detail) =>
    detail?.startsWith(ec2Gave) === true
      ? `AWS gave the machine up: ${detail.slice(ec2Gave.length)}. Try again to get a fresh one.`
      : `The machine was ended outside CloudApp${detail === undefined ? '' : `: ${detail}`}.`,
  'did-not-stop': () => 'AWS could not stop the machine in time.',
  'did-not-start': () => 'The machine did not come back in time.',
};

/** What remains true of a machine that AWS did not start. */
const isKept = 'The machine stays stopped and its disk is kept.';

/** Each refusal of a start in the words of a launch's failure; nothing is lost, and nothing was created. */
const startSentences: Readonly<Record<StartRefusalCode, Describer>> = {
  capacity: ({ size }) =>
    `AWS has no free ${size.instanceType} machine at the moment in the zone where this one’s disk is. ${isKept} Try again in a few minutes, or launch a machine of another size.`,
  'account-limit': (_, quota) =>
    `${usedUp(quota)} ${isKept} Stop a machine that nobody needs, or ask an administrator: ${moreOfAws}`,
  unauthorised: (_, detail) =>
    `${forbidden('start', detail)} ${isKept} Trying again will not help; an administrator should look at it.`,
  'disk-key': () =>
    `AWS may not use the key that encrypts the machine’s disk. ${isKept} Trying again will not help: an administrator must let CloudApp use the account’s EBS key in KMS.`,
  'start-refused': (_, detail) =>
    `AWS refused to start the machine${inBrackets(detail)}. ${isKept} An administrator should look at it.`,
  'did-not-start': () => `AWS did not start the machine in time. ${isKept} Try again in a few minutes.`,
};

const longestDetail = 300;

/** Why a machine was not started, with its sentence. */
export function startRefusalOf(record: InstanceRecord, code: StartRefusalCode, detail?: string): StartRefusal {
  return { code, message: startSentences[code](record, detail) };
}

/** A failure with its sentence. */
export function failureOf(
  record: InstanceRecord,
  code: FailureCode,
  more: { detail?: string | undefined; stepId?: string | undefined } = {},
): InstanceFailure {
  const detail = shortened(more.detail?.trim());
  const message = sentences[code](record, detail === '' ? undefined : detail);
  return { code, message, ...(more.stepId !== undefined && { stepId: more.stepId }) };
}

/** The end of what a machine printed tells most, and the beginning of what EC2 says. */
function shortened(detail: string | undefined): string | undefined {
  return detail?.startsWith(ec2Gave) === true ? detail.slice(0, longestDetail) : detail?.slice(-longestDetail);
}
