import process from 'node:process';

const timeoutMilliseconds = 30_000;

/** Sends to the API server that KUBE_HOST and KUBE_TOKEN name; throws unless it answers well or one of `alsoFine`. */
export async function sendToCluster(
  method: string,
  path: string,
  body?: { readonly type: string; readonly value: object },
  alsoFine: readonly number[] = [],
): Promise<unknown> {
  const answer = await fetch(`${process.env['KUBE_HOST'] ?? ''}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${process.env['KUBE_TOKEN'] ?? ''}`,
      ...(body && { 'content-type': body.type }),
    },
    ...(body && { body: JSON.stringify(body.value) }),
    signal: AbortSignal.timeout(timeoutMilliseconds),
  });
  const text = await answer.text();
  if (!answer.ok && !alsoFine.includes(answer.status)) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return JSON.parse(text) as unknown;
}
