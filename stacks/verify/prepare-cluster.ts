import { customResources } from './custom-resources.ts';

// Gives the local API server what EKS Auto Mode has: its custom resources, and nodes with room for temporary files.

const host = process.env['KUBE_HOST'] ?? '';
const token = process.env['KUBE_TOKEN'] ?? '';
const room = { 'ephemeral-storage': '100Gi' };

for (const definition of customResources) {
  await send('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', 'application/json', definition);
}
for (const node of ['node-a', 'node-b', 'node-c']) {
  const status = { allocatable: room, capacity: room };
  await send('PATCH', `/api/v1/nodes/${node}/status`, 'application/merge-patch+json', { status });
}

async function send(method: string, path: string, type: string, body: object): Promise<void> {
  const answer = await fetch(`${host}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': type },
    body: JSON.stringify(body),
  });
  if (!answer.ok && answer.status !== 409)
    throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
}
