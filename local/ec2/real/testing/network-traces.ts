import { readdir, readFile } from 'node:fs/promises';
import { runCommand } from '../run-command.ts';

/** What machines may leave in this computer's network, in that of their VPC, and among this process's own children. */
export interface NetworkTraces {
  links: string[];
  rules: string;
  linksInside: string;
  rulesInside: string;
  children: string[];
}

/** @param pid - whose machines they are */
export async function findNetworkTraces(pid = process.pid): Promise<NetworkTraces> {
  const children = await childrenOf(pid);
  const inside = children.find(({ command }) => command.includes('inside.ts'))?.pid;
  const tell = async (...command: string[]): Promise<string> => (await runCommand('nsenter', command)).stdout;
  const namespace = inside === undefined ? undefined : `--net=/proc/${inside}/ns/net`;
  return {
    links: await readdir('/sys/class/net'),
    rules: (await runCommand('nft', ['list', 'ruleset'])).stdout,
    linksInside: namespace === undefined ? '' : await tell(namespace, 'ip', '-brief', 'link'),
    rulesInside: namespace === undefined ? '' : await tell(namespace, 'nft', 'list', 'ruleset'),
    children: children.map(({ command }) => command.split('\0')[0] ?? ''),
  };
}

async function childrenOf(pid: number): Promise<{ pid: number; command: string }[]> {
  const ids = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim().split(' ').filter(Boolean);
  const found = await Promise.all(
    ids.map(async (id) => ({
      pid: Number(id),
      command: await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => ''),
    })),
  );
  return found.filter(({ command }) => /inside\.ts|slirp4netns|run-machine\.sh/.test(command));
}
