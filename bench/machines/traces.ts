import { readdir, readFile } from 'node:fs/promises';
import { listControlGroups } from '../../local/ec2/real/control-groups.ts';
import { findNetworkTraces, type NetworkTraces } from '../../local/ec2/real/testing/network-traces.ts';
import { findMachineProcesses } from '../../local/ec2/real/machine-process.ts';

/** What machines may leave on the computer that they ran on. */
export interface Traces {
  mounts: string[];
  processes: number;
  listeningAddresses: string[];
  files: string[];
  controlGroups: string[];
  network: NetworkTraces;
}

/** @param directory - where the machines' disks are */
export async function findTraces(directory: string): Promise<Traces> {
  const mounts = await readFile('/proc/self/mounts', 'utf8');
  return {
    mounts: mounts.split('\n').filter((line) => line.includes(directory)),
    processes: (await findMachineProcesses(directory)).length,
    listeningAddresses: await listeningMachineAddresses(),
    files: [
      ...(await readdir(directory).catch(() => [])),
      ...(await readdir('/run/systemd/nspawn/propagate').catch(() => [])),
      ...(await readdir('/run/systemd/nspawn/locks').catch(() => [])),
    ],
    controlGroups: await listControlGroups(),
    network: await findNetworkTraces(),
  };
}

const LISTENING = '0A';
/** 127.20.250.x in the byte order of /proc/net/tcp: the addresses that benches use. */
const BENCH_ADDRESS = /^..FA147F:/;

async function listeningMachineAddresses(): Promise<string[]> {
  const table = await readFile('/proc/net/tcp', 'utf8');
  return table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local = '', , state]) => state === LISTENING && BENCH_ADDRESS.test(local))
    .map(([, local = '']) => local);
}
