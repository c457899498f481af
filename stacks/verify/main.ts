import { buildApp } from '../app.ts';
import { leaveOut, nameBucketsInPath, replacePrefixLists } from './emulator-limits.ts';
import { verifyEnvironment } from './environment.ts';

/** What `cdktf` runs for the verification: the very stacks of `prod`, without what the emulator cannot do. */
const app = buildApp(verifyEnvironment, { imageTag: 'verified' });
leaveOut(app);
nameBucketsInPath(app);
replacePrefixLists(app);
app.synth();
