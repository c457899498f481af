import { serviceNames } from '@cloudapp/contracts/service';
import type { Environment } from '../../config/environment.ts';
import { nginxPort } from '../../stacks/constructs/front-door.ts';
import { innerTraffic } from '../../stacks/constructs/inner-traffic.ts';
import { servicePort } from '../../stacks/constructs/koa-deployment.ts';
import type { Resource } from '../../stacks/testing/synthesise.ts';
import { isAllowed } from '../../local/iam/decision.ts';
import type { Call } from '../permissions/call.ts';
import { calls } from '../permissions/calls.ts';
import { policiesIn } from '../permissions/policies.ts';
import { world } from '../permissions/world.ts';
import { endpointOf, obstaclesBetween, obstaclesOutside, obstaclesTo, obstaclesToPods, type Place } from './path.ts';

const nodes = { tier: 'logic', group: 'nodes_group' } as const;
const nginx: Place = { tier: 'presentation', group: 'presentation_group' };
const deployer: Place = { tier: 'deployer', group: 'deployer_group' };

/** Services are pods, the rest are functions beside them. */
const placeOf = (part: string): Place => (serviceNames.some((name) => name === part) ? { ...nodes, pod: part } : nodes);

/** The calls that a part's own code makes, of which each goes over the network. */
export const ownCalls: readonly Call[] = calls.filter(
  ({ code, outcome, action }) => code !== undefined && outcome === 'allowed' && action !== 'iam:PassRole',
);

/** What is in the way of everything that the parts open connections to; nothing when all get through. */
export function obstacles(resources: readonly Resource[], environment: Environment): string[] {
  const { account, region } = environment;
  const say = (what: string, found: readonly string[]) => found.map((obstacle) => `${what}: ${obstacle}`);
  const ofServices = [
    ...new Set(ownCalls.map(({ code, action }) => `${code?.part ?? ''} ${action.split(':')[0] ?? ''}`)),
  ];
  const registry = `${account}.dkr.ecr.${region}.amazonaws.com`;
  return [
    ...ofServices.flatMap((pair) => {
      const [part = '', service = ''] = pair.split(' ');
      return say(pair, obstaclesTo(resources, placeOf(part), service));
    }),
    ...['provision-instance', 'reconcile-instances'].flatMap((part) =>
      say(`${part} to machines`, obstaclesOutside(resources, placeOf(part), 22, 'a machine')),
    ),
    ...['ecr.api', 'ecr.dkr', 'eks', 'eks-auth', 'sts', 'ec2', 'logs', 's3'].flatMap((service) =>
      say(`nodes to ${service}`, obstaclesTo(resources, nodes, service)),
    ),
    ...say('load balancer to nginx', obstaclesBetween(resources, 'front-door_group', nginx.group, nginxPort)),
    ...say('load balancer to pods', obstaclesBetween(resources, 'front-door_group', nodes.group, servicePort)),
    ...serviceNames.flatMap((name) => say('load balancer to pods', obstaclesToPods(resources, name, servicePort))),
    ...say(
      'nginx to services',
      obstaclesBetween(resources, nginx.group, 'front-door_group', innerTraffic(environment, 'services').port),
    ),
    ...say('nginx to the sign-in API', obstaclesBetween(resources, nginx.group, 'endpoints_sign-in-endpoint', 443)),
    ...say('nginx to ecr.api', obstaclesTo(resources, nginx, 'ecr.api', `api.ecr.${region}.amazonaws.com`)),
    ...say('nginx to ecr.dkr', obstaclesTo(resources, nginx, 'ecr.dkr', registry)),
    ...say('nginx to logs', obstaclesTo(resources, nginx, 'logs', `logs.${region}.amazonaws.com`)),
    ...say('nginx to s3', obstaclesTo(resources, nginx, 's3')),
    ...['s3', 'dynamodb', 'eks', 'logs', 'kms', 'ecr.api', 'ecr.dkr', 'iam'].flatMap((service) =>
      say(`deployer to ${service}`, obstaclesTo(resources, deployer, service)),
    ),
  ];
}

/** Calls that the policy of the endpoint on their way refuses; for prod, whose names the calls have. */
export function refusedByEndpoints(resources: readonly Resource[]): string[] {
  const policies = policiesIn(resources);
  return ownCalls
    .filter((call) => {
      const endpoint = endpointOf(resources, 'logic', call.action.split(':')[0] ?? '');
      if (endpoint?.attributes['policy'] === undefined) return false;
      const through = endpoint.id.replace(/^endpoints_/, '').replace(/_[0-9A-F]{8}$/, '');
      const context = { ...call.context, 'aws:PrincipalAccount': world.context.account };
      return !isAllowed({ ...call, context, through }, policies);
    })
    .map(({ action, resource, why }) => `${action} on ${resource} (${why})`);
}
