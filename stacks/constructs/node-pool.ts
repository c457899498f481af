import { Manifest } from '@cdktf/provider-kubernetes/lib/manifest/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../config/environment.ts';

/** Images are built for arm64: the same work for about a fifth less money. */
export const nodeSelector = { 'kubernetes.io/arch': 'arm64' };

/** Nodes are replaced before they are this old, so that none goes unpatched for long. */
const nodeLifetime = '336h';

export interface NodePoolProps {
  readonly environment: Environment;
  /** Role that the nodes run under. */
  readonly roleName: string;
  readonly subnetIds: readonly string[];
  /** The cluster's own group and the one that load balancers may reach. */
  readonly securityGroupIds: readonly string[];
}

/** Which nodes Auto Mode may start for the services. */
export class NodePool extends Construct {
  /** The pool itself, for pods that would wait for nodes. */
  readonly pool: Manifest;

  constructor(scope: Construct, id: string, props: NodePoolProps) {
    super(scope, id);
    const { capacity, maxCpu } = props.environment.cluster;
    const nodeClass = new Manifest(this, 'class', {
      manifest: {
        apiVersion: 'eks.amazonaws.com/v1',
        kind: 'NodeClass',
        metadata: { name: 'services' },
        spec: {
          role: props.roleName,
          subnetSelectorTerms: props.subnetIds.map((subnet) => ({ id: subnet })),
          securityGroupSelectorTerms: props.securityGroupIds.map((group) => ({ id: group })),
          networkPolicy: 'DefaultAllow',
          // Images of the services and of one more release; the default is 80.
          ephemeralStorage: { size: '20Gi' },
        },
      },
    });
    this.pool = new Manifest(this, 'pool', {
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
              nodeClassRef: { group: 'eks.amazonaws.com', kind: 'NodeClass', name: 'services' },
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
      dependsOn: [nodeClass],
    });
  }
}
