import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** Stands before EC2 and notes when it was first asked for each machine, by the token that the product sends: the machine's id. */
export async function watchLaunches(ec2Url: string) {
  const sentAt = new Map<string, number>();
  const server = createServer((incoming, answer) => {
    const arrivedAt = performance.now();
    void buffer(incoming).then((body) => {
      const asked = new URLSearchParams(body.toString('latin1'));
      const token = asked.get('ClientToken');
      if (asked.get('Action') === 'RunInstances' && token !== null && !sentAt.has(token)) sentAt.set(token, arrivedAt);
      // The host is what the request was signed for.
      const passed = request(ec2Url, { method: 'POST', headers: { ...incoming.headers, host: new URL(ec2Url).host } });
      passed.on('response', (response) => {
        answer.writeHead(response.statusCode ?? 500, response.headers);
        response.pipe(answer);
      });
      passed.on('error', () => answer.destroy());
      passed.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sentAt, stop };
}
