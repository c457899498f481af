import type { Catalogue } from './catalogue.ts';
import { getConsoleOutput } from './console.ts';
import { modifyCredits } from './credits.ts';
import { Ec2Error, requestLimitExceeded } from './ec2-error.ts';
import { describeInstances, describeInstanceStatus, describeTags, renderInstance, renderState } from './describe.ts';
import type { Faults } from './faults.ts';
import type { Fleet } from './fleet.ts';
import type { Instance, InstanceState } from './instance.ts';
import { launch, readTags } from './launch.ts';
import type { RequestTokens } from './request-tokens.ts';
import { list, texts, type Element, type Parameters } from './query-protocol.ts';

export interface ActionContext {
  fleet: Fleet;
  catalogue: Catalogue;
  faults: Faults;
  launchTokens: RequestTokens;
  now: () => Date;
}

type Action = (
  parameters: Parameters,
  context: ActionContext,
) => Promise<Record<string, Element>> | Record<string, Element>;

/** The actions of EC2 that CloudApp uses, and no others. */
export const actions: Readonly<Record<string, Action>> = {
  RunInstances: async (parameters, { fleet, catalogue, faults, launchTokens, now }) => {
    if (!launchTokens.take(now().getTime())) throw requestLimitExceeded();
    const instance = await launch(parameters, fleet, catalogue, faults, now());
    return {
      reservationId: instance.reservationId,
      ownerId: catalogue.accountId,
      groupSet: [],
      instancesSet: [renderInstance(instance)],
    };
  },
  DescribeInstances: (parameters, { fleet }) => describeInstances(parameters, fleet),
  DescribeInstanceStatus: (parameters, { fleet }) => describeInstanceStatus(parameters, fleet),
  DescribeTags: (parameters, { fleet }) => describeTags(parameters, fleet),
  StopInstances: async (parameters, { fleet }) =>
    await changeState(parameters, fleet, (instance) => {
      fleet.stop(instance);
    }),
  StartInstances: async (parameters, { fleet, faults }) =>
    await changeState(parameters, fleet, (instance) => {
      const isOff = instance.state === 'stopped';
      if (isOff) faults.beforePowerOn(instance);
      fleet.start(instance, isOff ? faults.afterPowerOn(instance) : undefined);
    }),
  TerminateInstances: async (parameters, { fleet }) =>
    await changeState(parameters, fleet, (instance) => {
      fleet.terminate(instance);
    }),
  RebootInstances: async (parameters, { fleet }) => {
    await changeState(parameters, fleet, (instance) => {
      fleet.reboot(instance);
    });
    return { return: true };
  },
  GetConsoleOutput: async (parameters, { fleet }) => await getConsoleOutput(parameters, fleet),
  ModifyInstanceCreditSpecification: async (parameters, { fleet }) => await modifyCredits(parameters, fleet),
  CreateTags: async (parameters, { fleet }) => {
    const tags = readTags(list(parameters['Tag']));
    for (const instance of fleet.find(texts(parameters['ResourceId']))) Object.assign(instance.tags, tags);
    await fleet.save();
    return { return: true };
  },
};

/** All named instances or none: the first one that cannot change refuses the request. */
async function changeState(
  parameters: Parameters,
  fleet: Fleet,
  change: (instance: Instance) => void,
): Promise<Record<string, Element>> {
  const ids = texts(parameters['InstanceId']);
  if (ids.length === 0) throw new Ec2Error('MissingParameter', 'The request must contain the parameter InstanceId');
  const changes = fleet.find(ids).map((instance) => {
    const previous: InstanceState = instance.state;
    change(instance);
    return {
      instanceId: instance.instanceId,
      currentState: renderState(instance),
      previousState: renderState({ state: previous }),
    };
  });
  await fleet.save();
  return { instancesSet: changes };
}
