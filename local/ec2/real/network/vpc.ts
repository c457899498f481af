import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { connect, createServer, type Server } from 'node:net';
import type { MachineSpec } from '../../machine-backend.ts';
import { Tokens } from '../metadata/tokens.ts';
import { metadataServer } from '../metadata/metadata-server.ts';
import { runCommand } from '../run-command.ts';
import { linkOf, places, type Link } from './addresses.ts';
import { frontDoor } from './front-door.ts';
import { InsideProcess } from './inside-process.ts';
import { admit, dismiss, vpcRules } from './packet-filter.ts';
import { openTo } from './open-ports.ts';
import { WayOut, withheldFrom } from './way-out.ts';

export interface VpcOptions {
  /** The product's own port on this computer's loopback, where machines report; left out, there is nothing to report to. */
  frontDoorPort: number | undefined;
  /** Ports of mirrors and proxies on this computer's loopback. */
  mirrorPorts: readonly number[];
  /** Hosts that the settings of package managers name. */
  mirrorHosts: readonly string[];
}

/**
 * The network of the machines: a namespace in which each has a cable of its own to the router, so that whatever goes from
 * one to another or out passes the packet filter. Nothing of it is in this computer's own network, and the kernel takes all
 * of it away with its process.
 */
export class Vpc {
  readonly #inside: InsideProcess;
  readonly #wayOut: WayOut;
  readonly #servers: (Server | HttpServer)[] = [];
  readonly #connected = new Map<string, MachineSpec>();
  /** nft takes one change after the other. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(inside: InsideProcess, wayOut: WayOut) {
    this.#inside = inside;
    this.#wayOut = wayOut;
  }

  static async open(options: VpcOptions): Promise<Vpc> {
    const inside = await InsideProcess.start();
    try {
      const wayOut = await WayOut.open(inside.pid);
      const vpc = new Vpc(inside, wayOut);
      await vpc.#setUp(options);
      return vpc;
    } catch (error) {
      await inside.end();
      throw error;
    }
  }

  /** Of the namespace, to be opened by whoever has something to put into it. */
  get namespace(): string {
    return `/proc/${this.#inside.pid}/ns/net`;
  }

  /** Lets a machine's traffic through as its security groups say; its cable is laid by the machine itself. */
  async connect(machine: MachineSpec): Promise<Link> {
    return await this.#next(async () => {
      await this.#disconnect(machine.instanceId);
      const link = linkOf(machine);
      await this.#run(['ip', 'address', 'replace', `${link.gateway}/32`, 'dev', 'lo']);
      await this.#run(['ip', 'route', 'replace', 'unreachable', machine.subnet.cidr]);
      await this.#run(['nft', '-f', '-'], admit(machine));
      this.#connected.set(machine.instanceId, machine);
      const lease = { ...link, hostname: machine.hostname };
      await this.#inside.ask({ type: 'lease', name: machine.instanceId, lease });
      await this.#publish(machine, link);
      return link;
    });
  }

  async disconnect(instanceId: string): Promise<void> {
    await this.#next(async () => {
      await this.#disconnect(instanceId);
    });
  }

  async close(): Promise<void> {
    for (const server of this.#servers) server.close();
    await this.#wayOut.close();
    await this.#inside.end();
  }

  async #setUp({ frontDoorPort, mirrorPorts, mirrorHosts }: VpcOptions): Promise<void> {
    await this.#run(['ip', 'link', 'set', 'lo', 'up']);
    for (const address of Object.values(places))
      await this.#run(['ip', 'address', 'add', `${address}/32`, 'dev', 'lo']);
    await this.#run(['sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward']);
    await this.#run(['nft', '-f', '-'], vpcRules(await withheldFrom(mirrorHosts)));
    const tokens = new Tokens();
    const metadata = createHttpServer(metadataServer((address) => this.#machineAt(address), tokens));
    await this.#serve(metadata, places.metadata, 80);
    if (frontDoorPort !== undefined) {
      await this.#serve(createHttpServer(frontDoor(frontDoorPort)), places.frontDoor, 80);
    }
    for (const port of mirrorPorts) {
      const relay = createServer((socket) => {
        const here = connect(port, '127.0.0.1');
        socket.on('error', () => here.destroy()).pipe(here);
        here.on('error', () => socket.destroy()).pipe(socket);
      });
      await this.#serve(relay, places.mirrors, port);
    }
  }

  async #serve(server: Server | HttpServer, host: string, port: number): Promise<void> {
    const listening = await this.#inside.ask({ type: 'listen', host, port });
    server.listen(listening);
    this.#servers.push(server);
  }

  #machineAt(address: string): MachineSpec | undefined {
    return [...this.#connected.values()].find(({ privateAddress }) => privateAddress === address);
  }

  /** Its public address listens for what its security groups open to somebody on this computer, and for nothing else. */
  async #publish(machine: MachineSpec, link: Link): Promise<void> {
    const { publicAddress, instanceId } = machine;
    if (publicAddress === undefined) return;
    for (const [port, cidrs] of openTo(machine.rules)) {
      // Whoever comes before it is handed over would be let in here, where nobody answers.
      const server = createServer((socket) => socket.destroy());
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, publicAddress, resolve);
      });
      const wish = { name: instanceId, host: link.address, port, source: places.frontDoor, cidrs };
      await this.#inside.ask({ type: 'forward', ...wish }, server);
      server.close(); // it goes on in there
    }
  }

  async #disconnect(instanceId: string): Promise<void> {
    const machine = this.#connected.get(instanceId);
    if (machine === undefined) return;
    this.#connected.delete(instanceId);
    await this.#inside.ask({ type: 'withdraw', name: instanceId });
    await this.#run(['nft', '-f', '-'], dismiss(machine));
    // The kernel takes it away with the machine's namespace, but in its own time.
    await this.#run(['sh', '-c', 'ip link delete "$1" 2> /dev/null || true', 'sh', linkOf(machine).name]);
  }

  async #next<Result>(change: () => Promise<Result>): Promise<Result> {
    const turn = this.#turn.then(change);
    this.#turn = turn.catch(() => undefined);
    return await turn;
  }

  async #run(command: readonly string[], input = ''): Promise<void> {
    const { code, stderr } = await runCommand('nsenter', [`--net=${this.namespace}`, ...command], input);
    if (code !== 0) throw new Error(`The network of the machines: ${command[0] ?? ''} failed: ${stderr.trim()}`);
  }
}
