/**
 * How fast machines are asked for. EC2 takes five launches of an account at once and then two a second; what is left of the five
 * is for launches that reach it closer together than they were sent.
 * https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html (request tokens of RunInstances)
 */
export const launchPace = { burst: 2, perSecond: 2 } as const;

/** How many machines are launched before one whose turn comes then. */
export function machinesBefore(launchAt: string, now: number): number {
  return Math.max(0, Math.ceil(((Date.parse(launchAt) - now) / 1000) * launchPace.perSecond));
}
