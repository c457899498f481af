import { StartError } from '../application/start-error.ts';
import { toLaunchError } from './to-launch-error.ts';

/** The instance is not as it was seen, or not shown yet: the next look tells. */
const outdated = new Set(['IncorrectInstanceState', 'IncorrectState', 'InvalidInstanceID.NotFound']);

/** What an SDK error of StartInstances means: a StartError where EC2 said no, else the error itself, since it may pass. */
export function toStartError(error: unknown): unknown {
  const { code, hope, ec2Code, detail } = toLaunchError(error);
  // A disk lies in its zone, so that no other one can have room for the machine.
  const isFinal = hope === 'never' || hope === 'elsewhere';
  if (!isFinal || code === 'throttled' || outdated.has(ec2Code)) return error;
  return new StartError(code === 'launch-refused' ? 'start-refused' : code, ec2Code, error, detail);
}
