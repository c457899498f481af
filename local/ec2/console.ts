import { Ec2Error } from './ec2-error.ts';
import type { ConsoleOutput, Fleet } from './fleet.ts';
import type { Instance } from './instance.ts';
import { text, type Element, type Parameters } from './query-protocol.ts';

/** EC2 keeps the last 64 KB of a console. */
const CONSOLE_BYTES = 65_536;
/** Families from before Nitro, of which nothing newer than the posted output can be had. */
const BEFORE_NITRO = /^(t1|t2|m[1-4]|c[134]|r[34]|i[23]|d2|g[23]|p[23]|x1e?|h1|f1)\./;

/**
 * What a console printed. Without `Latest` it is what was posted soon after the last change of state: of a machine that has
 * just been launched nothing yet, and never a word of what it printed since.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetConsoleOutput.html
 */
export async function getConsoleOutput(parameters: Parameters, fleet: Fleet): Promise<Record<string, Element>> {
  const [instance] = fleet.find([text(parameters['InstanceId']) ?? '']);
  if (instance === undefined) return {};
  const { output, at } =
    text(parameters['Latest']) === 'true' ? await latest(instance, fleet) : fleet.postedConsole(instance);
  return {
    instanceId: instance.instanceId,
    timestamp: at,
    output: Buffer.from(output.slice(-CONSOLE_BYTES)).toString('base64'),
  };
}

async function latest(instance: Instance, fleet: Fleet): Promise<ConsoleOutput> {
  if (BEFORE_NITRO.test(instance.instanceType)) {
    throw new Ec2Error(
      'UnsupportedOperation',
      'This instance type does not support retrieving the latest console logs. Supported instance types are Nitro based.',
    );
  }
  return await fleet.latestConsole(instance);
}
