import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findObstacle } from '../../local/ec2/real/obstacle.ts';
import { runCommand } from '../../local/ec2/real/run-command.ts';

/** Why real machines cannot be tested here, in one sentence; undefined where they can. */
export async function findObstacleHere(): Promise<string | undefined> {
  const trial = await mkdtemp(join(tmpdir(), 'cloudapp-e2e-'));
  const obstacle = await findObstacle(trial);
  await rm(trial, { recursive: true });
  if (obstacle !== undefined) return obstacle;
  if ((await runCommand('ssh', ['-V'])).code === 127)
    return 'Logging in needs ssh; on Debian: apt-get install -y openssh-client';
  return undefined;
}
