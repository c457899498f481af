import { sendToCluster } from './cluster-api.ts';
import { customResources } from './custom-resources.ts';

// Gives the local API server what EKS Auto Mode has: its custom resources, and nodes with room for temporary files.

const room = { 'ephemeral-storage': '100Gi' };
const exists = 409;

for (const value of customResources) {
  const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  await sendToCluster('POST', definitions, { type: 'application/json', value }, [exists]);
}
for (const node of ['node-a', 'node-b', 'node-c']) {
  const value = { status: { allocatable: room, capacity: room } };
  await sendToCluster('PATCH', `/api/v1/nodes/${node}/status`, { type: 'application/merge-patch+json', value });
}
