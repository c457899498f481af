/**
 * Runs in the network namespace that stands for the VPC, and is what keeps it: it ends with its parent, and the namespace
 * with it. Sockets belong to the namespace that they were made in, so that those to be listened on in here are made here
 * and handed to the parent, and the parent's listen out there while their connections are led to the machines in here.
 */
import { createSocket } from 'node:dgram';
import { BlockList, connect, createServer, type Server, type Socket } from 'node:net';
import { answerDhcp, type Lease } from './dhcp.ts';
import type { FromInside, ToInside } from './messages.ts';

/** By machine: what listens for it, and who is connected. */
const forwards = new Map<string, { servers: Server[]; sockets: Set<Socket> }>();
const leases = new Map<string, Lease>();
const DHCP_PORT = { server: 67, client: 68 };
const CONNECT_MILLISECONDS = 10_000;

process.on('message', (message: ToInside, handle: unknown) => {
  switch (message.type) {
    case 'listen':
      listen(message);
      break;
    case 'forward':
      forward(message, handle as Server);
      break;
    case 'lease':
      leases.set(message.name, message.lease);
      tell({ type: 'done', id: message.id });
      break;
    case 'withdraw':
      withdraw(message.name);
      tell({ type: 'done', id: message.id });
      break;
  }
});
process.on('disconnect', () => process.exit());
serveDhcp();
tell({ type: 'done', id: 0 });

/** The router has a fixed entry for each machine's hardware address, so that an answer finds one that has no address yet. */
function serveDhcp(): void {
  const socket = createSocket('udp4', (packet) => {
    const answered = answerDhcp(packet, (mac) => [...leases.values()].find((lease) => lease.mac === mac));
    if (answered !== undefined) socket.send(answered.answer, DHCP_PORT.client, answered.lease.address);
  });
  socket.on('error', (error) => {
    console.error(error);
  });
  socket.bind(DHCP_PORT.server);
}

function tell(message: FromInside): void {
  process.send?.(message);
}

function listen({ id, host, port }: Extract<ToInside, { type: 'listen' }>): void {
  const server = createServer((socket) => socket.destroy());
  server.once('error', (error) => {
    tell({ type: 'failed', id, reason: error.message });
  });
  server.listen(port, host, () => {
    // From then on it is the parent's alone: whoever has it takes its connections.
    process.send?.({ type: 'done', id } satisfies FromInside, server, undefined, () => server.close());
  });
}

function forward(message: Extract<ToInside, { type: 'forward' }>, server: Server): void {
  const admitted = new BlockList();
  for (const cidr of message.cidrs) {
    const [network = '', bits] = cidr.split('/');
    admitted.addSubnet(network, Number(bits));
  }
  const { servers, sockets } = forwards.get(message.name) ?? { servers: [], sockets: new Set<Socket>() };
  forwards.set(message.name, { servers: [...servers, server], sockets });
  server.on('connection', (from: Socket) => {
    if (from.remoteAddress === undefined || !admitted.check(from.remoteAddress)) {
      from.destroy();
      return;
    }
    for (const socket of [from, lead(from, message)]) {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    }
  });
  tell({ type: 'done', id: message.id });
}

function withdraw(name: string): void {
  const { servers = [], sockets = [] } = forwards.get(name) ?? {};
  for (const server of servers) server.close();
  for (const socket of sockets) socket.destroy();
  forwards.delete(name);
  leases.delete(name);
}

/** The machine sees a caller from outside the network. */
function lead(from: Socket, { host, port, source }: Extract<ToInside, { type: 'forward' }>): Socket {
  const to = connect({ host, port, localAddress: source });
  to.setTimeout(CONNECT_MILLISECONDS, () => to.destroy());
  to.once('connect', () => to.setTimeout(0));
  for (const [one, other] of [
    [from, to],
    [to, from],
  ] as const) {
    one.setNoDelay(true);
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
    one.pipe(other);
  }
  return to;
}
