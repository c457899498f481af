import { DescribeClusterVersionsCommand } from '@aws-sdk/client-eks';
import type { Check } from './finding.ts';

const subject = 'Kubernetes version';
/** Time to raise it before AWS does so by itself. */
const warnDays = 60;
const dayMs = 86_400_000;

/** Whether EKS supports the version, and for how long still. */
export const kubernetesVersion: Check = {
  subject,
  reads: ['eks:DescribeClusterVersions'],
  find: async ({ clients, environment, now }) => {
    const wanted = environment.cluster.kubernetesVersion;
    const { clusterVersions = [] } = await clients.eks.send(
      new DescribeClusterVersionsCommand({ clusterVersions: [wanted] }),
    );
    const [version] = clusterVersions;
    const remedy = `Raise cluster.kubernetesVersion in config/${environment.name}.ts.`;
    if (version?.versionStatus !== 'STANDARD_SUPPORT') {
      const found = version === undefined ? 'EKS does not offer it' : `it is in ${String(version.versionStatus)}`;
      return [{ subject, state: 'fault', found: `${wanted}: ${found}.`, remedy }];
    }
    const end = version.endOfStandardSupportDate;
    const found = `${wanted}, standard support${end === undefined ? '' : ` until ${end.toISOString().slice(0, 10)}`}`;
    const isEnding = end !== undefined && end.getTime() - now.getTime() < warnDays * dayMs;
    return [{ subject, state: isEnding ? 'tight' : 'fine', found, ...(isEnding && { remedy }) }];
  },
};
