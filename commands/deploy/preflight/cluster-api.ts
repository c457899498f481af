import { DescribeClusterCommand, ListAccessEntriesCommand } from '@aws-sdk/client-eks';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { BlockList } from 'node:net';
import { physicalName } from '../../../stacks/names.ts';
import type { Deployment } from '../deployment.ts';
import type { Check, Finding } from './finding.ts';

const subject = "The cluster's API";

/** Whether the stack `services` will reach the cluster: over the network, and as somebody whom it knows. */
export const clusterApi: Check = {
  subject,
  reads: ['eks:DescribeCluster', 'eks:ListAccessEntries', 'sts:GetCallerIdentity'],
  find: async (deployment) => {
    if (deployment.environment.cluster.access === 'ambient') {
      const found = 'It is reached as KUBE_HOST or KUBECONFIG say, which is not looked at.';
      return [{ subject, state: 'unknown', found }];
    }
    const endpoint = await endpointOf(deployment);
    return endpoint === undefined ? [await beforeItIsThere(deployment)] : await asItIs(deployment, endpoint);
  },
};

const clusterName = ({ environment }: Deployment): string => physicalName(environment, 'cluster');

async function endpointOf(deployment: Deployment): Promise<string | undefined> {
  try {
    const name = clusterName(deployment);
    const { cluster } = await deployment.clients.eks.send(new DescribeClusterCommand({ name }));
    return cluster?.endpoint;
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}

const inside = 'run the deployment from a computer inside the network (--through cluster makes that one first)';

/** Its address is not known yet, but from where it will be reached is in the configuration. */
async function beforeItIsThere({ environment, surroundings }: Deployment): Promise<Finding> {
  const { network, cluster, name } = environment;
  if (surroundings.addresses().some((address) => isIn(address, [network.appCidr]))) {
    return { subject, state: 'fine', found: `This computer is inside ${network.appCidr}.` };
  }
  const own = await surroundings.publicAddress();
  const remedy = `Add ${own ?? 'your public address'}/32 to cluster.apiAllowedCidrs in config/${name}.ts, or ${inside}.`;
  if (cluster.apiAllowedCidrs.length === 0) {
    return { subject, state: 'fault', found: 'It will be private, and this computer is outside.', remedy };
  }
  if (own === undefined) {
    const found = 'Nobody told the public address of this computer, so it cannot be compared with apiAllowedCidrs.';
    return { subject, state: 'unknown', found, remedy };
  }
  if (isIn(own, cluster.apiAllowedCidrs)) return { subject, state: 'fine', found: `${own} will be let in.` };
  return { subject, state: 'fault', found: `It will not let in ${own}, which is this computer.`, remedy };
}

async function asItIs(deployment: Deployment, endpoint: string): Promise<Finding[]> {
  const { hostname, port } = new URL(endpoint);
  const isReached = await deployment.surroundings.reaches(hostname, Number(port === '' ? 443 : port));
  const reach: Finding = isReached
    ? { subject, state: 'fine', found: `${hostname} answers.` }
    : {
        subject,
        state: 'fault',
        found: `${hostname} cannot be reached from here.`,
        remedy: `Add your public address to cluster.apiAllowedCidrs in config/${deployment.environment.name}.ts, or ${inside}.`,
      };
  return [reach, await accessOf(deployment)];
}

/** Only those with an access entry may use its API; the stack `cluster` makes one for whoever deploys. */
async function accessOf(deployment: Deployment): Promise<Finding> {
  const { clients } = deployment;
  const { Arn = '' } = await clients.sts.send(new GetCallerIdentityCommand({}));
  const { accessEntries = [] } = await clients.eks.send(
    new ListAccessEntriesCommand({ clusterName: clusterName(deployment) }),
  );
  // `…:assumed-role/NAME/SESSION`, without the path that the role's entry has, or `…:user/PATH/NAME`.
  const [, role] = /:assumed-role\/([^/]+)\//.exec(Arn) ?? [];
  const caller = role ?? Arn.split('/').at(-1) ?? '?';
  if (accessEntries.some((entry) => entry.split('/').at(-1) === caller)) {
    return { subject, state: 'fine', found: `It knows ${caller}.` };
  }
  return { subject, state: 'fine', found: `${caller} has no access entry yet: the stack cluster makes one.` };
}

function isIn(address: string, networks: readonly string[]): boolean {
  const list = new BlockList();
  for (const network of networks) {
    const [base = '', bits = '32'] = network.split('/');
    list.addSubnet(base, Number(bits));
  }
  return list.check(address);
}
