import { spawn, type ChildProcess } from 'node:child_process';
import type { Server } from 'node:net';
import { join } from 'node:path';
import { repository } from '../../../layout.ts';
import type { FromInside, ToInside } from './messages.ts';

const SCRIPT = join(import.meta.dirname, 'inside.ts');

type Wish = ToInside extends infer Message ? (Message extends ToInside ? Omit<Message, 'id'> : never) : never;

/** The process in a network namespace of its own that {@link ./inside.ts} is. It and the namespace end with this process. */
export class InsideProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<
    number,
    { resolve: (server: Server | undefined) => void; reject: (error: Error) => void }
  >();
  readonly #ended: Promise<void>;
  #lastId = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', (message: FromInside, handle: unknown) => {
      const { resolve, reject } = this.#waiting.get(message.id) ?? {};
      this.#waiting.delete(message.id);
      if (message.type === 'failed') reject?.(new Error(message.reason));
      else resolve?.(handle as Server | undefined);
    });
    this.#ended = new Promise((resolve) => {
      const end = (): void => {
        for (const { reject } of this.#waiting.values()) reject(new Error('The network of the machines has ended.'));
        resolve();
      };
      child.once('error', end);
      child.once('close', end);
    });
  }

  static async start(): Promise<InsideProcess> {
    const command = ['--pdeathsig', 'KILL', 'unshare', '--net', process.execPath, '--import', 'tsx', SCRIPT];
    const child = spawn('setpriv', command, {
      cwd: repository, // where tsx is found
      env: { PATH: process.env['PATH'] },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      detached: true, // Ctrl-C in the terminal is for us; the kernel ends this one with us
    });
    const inside = new InsideProcess(child);
    await inside.#answerTo(0);
    return inside;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** @param server - one that listens in this process's own namespace; it is given away */
  async ask(wish: Wish, server?: Server): Promise<Server | undefined> {
    this.#lastId += 1;
    const answer = this.#answerTo(this.#lastId);
    this.#child.send({ ...wish, id: this.#lastId }, server);
    return await answer;
  }

  async end(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  async #answerTo(id: number): Promise<Server | undefined> {
    return await new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }
}
