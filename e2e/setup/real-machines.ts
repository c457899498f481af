import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findObstacle } from '../../local/ec2/real/obstacle.ts';
import { findLoginObstacle } from '../../local/ec2/real/testing/place.ts';

/** Why real machines cannot be tested here, in one sentence; undefined where they can. */
export async function findObstacleHere(): Promise<string | undefined> {
  const trial = await mkdtemp(join(tmpdir(), 'cloudapp-e2e-'));
  const obstacle = await findObstacle(trial);
  await rm(trial, { recursive: true });
  return obstacle ?? (await findLoginObstacle());
}
