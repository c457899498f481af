import { Manifest } from '@cdktf/provider-kubernetes/lib/manifest/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../config/environment.ts';

/** Images are built for arm64: the same work for about a fifth less money. */
export const nodeSelector = { 'kubernetes.io/arch': 'arm64' };

/** Nodes are replaced before they are this old, so that none goes unpatched for long. */
const nodeLifetime = '336h';

/** Which nodes Auto Mode may start for the services. */
export class NodePool extends Construct {
  constructor(scope: Construct, id: string, { environment }: { readonly environment: Environment }) {
    super(scope, id);
    const { capacity, maxCpu } = environment.cluster;
    new Manifest(this, 'pool', {
      manifest: {
        apiVersion: 'karpenter.sh/v1',
        kind: 'NodePool',
        metadata: { name: 'services' },
        spec: {
          limits: { cpu: String(maxCpu) },
          disruption: {
            consolidationPolicy: 'WhenEmptyOrUnderutilized',
            consolidateAfter: '5m',
            budgets: [{ nodes: '1' }],
          },
          template: {
            spec: {
              nodeClassRef: { group: 'eks.amazonaws.com', kind: 'NodeClass', name: 'default' },
              expireAfter: nodeLifetime,
              requirements: [
                { key: 'kubernetes.io/arch', operator: 'In', values: ['arm64'] },
                { key: 'karpenter.sh/capacity-type', operator: 'In', values: [capacity] },
                { key: 'eks.amazonaws.com/instance-category', operator: 'In', values: ['c', 'm', 't'] },
                { key: 'eks.amazonaws.com/instance-cpu', operator: 'In', values: ['2', '4'] },
              ],
            },
          },
        },
      },
    });
  }
}
