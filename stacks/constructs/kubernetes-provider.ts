import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider/index.js';
import { Fn, type TerraformStack } from 'cdktf';
import type { Environment } from '../../config/environment.ts';
import type { ClusterAccess } from '../cluster.ts';

/**
 * Talks to the cluster with a short-lived token that the deployer's own role fetches, so that no credential is in the
 * configuration or the state; or, where the endpoint is reached some other way, with what the shell says.
 */
export function addKubernetesProvider(stack: TerraformStack, environment: Environment, cluster: ClusterAccess): void {
  stack.addOverride('terraform.required_providers.kubernetes.version', '2.38.0');
  if (environment.cluster.access === 'ambient') {
    new KubernetesProvider(stack, 'kubernetes', {});
    return;
  }
  new KubernetesProvider(stack, 'kubernetes', {
    host: cluster.endpoint,
    clusterCaCertificate: Fn.base64decode(cluster.certificateAuthority),
    exec: [
      {
        apiVersion: 'client.authentication.k8s.io/v1',
        command: 'aws',
        args: ['eks', 'get-token', '--cluster-name', cluster.name, '--region', environment.region],
      },
    ],
  });
}
