import { buildApp } from '../stacks/app.ts';
import { imageNames } from '../stacks/registry.ts';
import { leaveOut, nameBucketsInPath, replacePeers } from './emulator-limits.ts';
import { verifyEnvironment } from './environment.ts';

/**
 * What `cdktf` runs for the verification: the very stacks of `prod`, without what the emulator cannot do. With the argument
 * `whole` nothing is left out and everything protected against deletion: that is planned only.
 */
const isWhole = process.argv[2] === 'whole';
const imageDigests = Object.fromEntries(imageNames.map((name) => [name, `sha256:${'0'.repeat(64)}`]));
const app = buildApp({ ...verifyEnvironment, isProtected: isWhole }, { imageTag: 'verified', imageDigests });
nameBucketsInPath(app);
if (!isWhole) {
  leaveOut(app);
  replacePeers(app);
}
app.synth();
