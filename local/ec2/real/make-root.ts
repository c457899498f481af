/** Makes the Debian root of real machines ahead of the tests that stand on it; where machines cannot be real, does nothing. */
import { tmpdir } from 'node:os';
import { DebianRoot, defaultRootCache } from './debian-root.ts';
import { findObstacle } from './obstacle.ts';

if ((await findObstacle(tmpdir())) === undefined) await new DebianRoot(defaultRootCache(process.env)).path();
