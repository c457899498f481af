import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { sendToCluster } from '../cluster-api.ts';

const deployments = '/apis/apps/v1/namespaces/cloudapp/deployments';
const pods = '/api/v1/namespaces/cloudapp/pods';

const deploymentSchema = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({
    replicas: z.int(),
    template: z.looseObject({
      spec: z.looseObject({
        containers: z.array(
          z.looseObject({ env: z.array(z.looseObject({ name: z.string(), value: z.string().default('') })) }),
        ),
      }),
    }),
  }),
  status: z.looseObject({ readyReplicas: z.int().default(0), updatedReplicas: z.int().default(0) }),
});

const deploymentsSchema = z.object({ items: z.array(deploymentSchema) });
const podsSchema = z.object({ items: z.array(z.looseObject({ spec: z.looseObject({ nodeName: z.string() }) })) });
/** A pod that is let in has no message. */
const refusalSchema = z.looseObject({ message: z.string().default('admitted') });
const forbidden = 403;

/** Fake nodes on a busy machine miss heartbeats now and then, and their pods count as not ready until the next one. */
const settleMilliseconds = 60_000;

/**
 * What the Kubernetes API server says was deployed: the variables of each service's pods, by the service's name.
 * @throws Error when some replica is not up to date and ready
 */
export async function deployedVariables(): Promise<Map<string, Record<string, string>>> {
  const deadline = Date.now() + settleMilliseconds;
  for (;;) {
    const { items } = deploymentsSchema.parse(await sendToCluster('GET', deployments));
    const late = items.find(
      ({ spec, status }) => Math.min(status.readyReplicas, status.updatedReplicas) < spec.replicas,
    );
    if (late === undefined) return new Map(items.map((item) => [item.metadata.name, variablesOf(item)]));
    if (Date.now() > deadline) throw new Error(`${late.metadata.name} is not ready: ${JSON.stringify(late.status)}`);
    await sleep(1_000);
  }
}

/** The nodes that the pods of a service are on; here there is one in each zone. */
export async function nodesOf(service: string): Promise<string[]> {
  const listed = await sendToCluster('GET', `${pods}?labelSelector=app.kubernetes.io/name%3D${service}`);
  return podsSchema.parse(listed).items.map(({ spec }) => spec.nodeName);
}

/** What admission says of a pod that may do more than `restricted` allows, as any pod may that does not forswear it. */
export async function refusalOfOrdinaryPod(): Promise<string> {
  const container = { name: 'x', image: 'x' };
  const value = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' }, spec: { containers: [container] } };
  const answer = await sendToCluster('POST', `${pods}?dryRun=All`, { type: 'application/json', value }, [forbidden]);
  return refusalSchema.parse(answer).message;
}

function variablesOf({ spec }: z.infer<typeof deploymentSchema>): Record<string, string> {
  const variables = spec.template.spec.containers.flatMap(({ env }) => env);
  return Object.fromEntries(variables.map(({ name, value }) => [name, value]));
}
