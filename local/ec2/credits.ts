import { invalidCombination, invalidParameter, Ec2Error } from './ec2-error.ts';
import type { Fleet } from './fleet.ts';
import type { Instance } from './instance.ts';
import { fields, list, text, type Element, type Parameter, type Parameters } from './query-protocol.ts';

type Credits = NonNullable<Instance['credits']>;

const BURSTABLE = /^t\d/;
/** T2 launches standard, all later families unlimited, which costs extra for whatever is used beyond the credits earned. */
const STANDARD_BY_DEFAULT = 't2.';

/** The credit option that a launch gives: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreditSpecificationRequest.html */
export function creditsOf(parameters: Parameters, instanceType: string): Instance['credits'] {
  const asked = parameters['CreditSpecification'];
  if (BURSTABLE.test(instanceType)) return readCredits(asked) ?? defaultOf(instanceType);
  if (asked === undefined) return undefined;
  throw invalidCombination(`The creditSpecification parameter is not supported for instance type ${instanceType}.`);
}

const defaultOf = (instanceType: string): Credits =>
  instanceType.startsWith(STANDARD_BY_DEFAULT) ? 'standard' : 'unlimited';

function readCredits(node: Parameter | undefined): Credits | undefined {
  const credits = text(fields(node)['CpuCredits']);
  if (credits === undefined || credits === 'standard' || credits === 'unlimited') return credits;
  throw invalidParameter(`Value (${credits}) for parameter CpuCredits is invalid.`);
}

/** Each instance is changed or told why not; the request as a whole succeeds all the same. */
export async function modifyCredits(parameters: Parameters, fleet: Fleet): Promise<Record<string, Element>> {
  const changed: Element[] = [];
  const refused: Element[] = [];
  for (const one of list(parameters['InstanceCreditSpecification']).map(fields)) {
    const instanceId = text(one['InstanceId']) ?? '';
    const fault = changeCredits(instanceId, readCredits(one), fleet);
    if (fault === undefined) changed.push({ instanceId });
    else refused.push({ instanceId, error: { code: fault.code, message: fault.message } });
  }
  await fleet.save();
  return { successfulInstanceCreditSpecificationSet: changed, unsuccessfulInstanceCreditSpecificationSet: refused };
}

function changeCredits(instanceId: string, credits: Credits | undefined, fleet: Fleet): Ec2Error | undefined {
  try {
    const [instance] = fleet.find([instanceId]);
    if (instance?.credits === undefined) {
      return new Ec2Error('InstanceCreditSpecification.NotSupported', 'The instance type is not burstable.');
    }
    if (instance.state !== 'running' && instance.state !== 'stopped') {
      return new Ec2Error('IncorrectInstanceState', `The instance is ${instance.state}.`);
    }
    instance.credits = credits;
    return undefined;
  } catch (error) {
    if (error instanceof Ec2Error) return error;
    throw error;
  }
}
