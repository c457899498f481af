import { setTimeout as sleep } from 'node:timers/promises';
import { sendToCluster } from './cluster-api.ts';

// Runs beside the local cluster. On a busy machine its fake nodes miss heartbeats, the controllers then mark their pods as not
// ready, and nothing there does what a kubelet does when it is back: say that they are ready. This does both.

interface Listed {
  readonly items: readonly {
    readonly metadata: { readonly name: string };
    readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
  }[];
}

const pauseMilliseconds = 5_000;
const pods = '/api/v1/namespaces/cloudapp/pods';
const type = 'application/strategic-merge-patch+json';

for (;;) {
  await beat().catch(() => undefined); // it may be busy, or not there yet, or stopping
  await sleep(pauseMilliseconds);
}

async function beat(): Promise<void> {
  const now = `${new Date().toISOString().slice(0, 19)}Z`;
  for (const node of ['node-a', 'node-b', 'node-c']) {
    const conditions = [{ type: 'Ready', status: 'True', reason: 'KubeletReady', lastHeartbeatTime: now }];
    await sendToCluster('PATCH', `/api/v1/nodes/${node}/status`, { type, value: { status: { conditions } } });
  }
  const { items } = (await sendToCluster('GET', pods)) as Listed;
  for (const { metadata, status } of items) {
    const is = (wanted: string) => status?.conditions?.find((condition) => condition.type === wanted)?.status;
    if (is('ContainersReady') !== 'True' || is('Ready') !== 'False') continue;
    const conditions = [{ type: 'Ready', status: 'True', lastTransitionTime: now }];
    await sendToCluster('PATCH', `${pods}/${metadata.name}/status`, { type, value: { status: { conditions } } });
  }
}
