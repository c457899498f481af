import type { RequestListener } from 'node:http';
import { listen, portOf } from '../server.ts';

/** Puts a service on real HTTP at a free port. */
export async function serve(listener: RequestListener): Promise<{ url: string; stop: () => void }> {
  const server = await listen(listener, 0, '127.0.0.1');
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${portOf(server)}`, stop };
}
