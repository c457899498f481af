import { execFileSync } from 'node:child_process';

// CDKTF notes a stack trace for every value that is known later only; with source maps that took a quarter of the time. Before all
// that is loaded, since Node reads the map of a module when it loads it.
process.setSourceMapsEnabled(false);
const [{ loadEnvironment }, { buildApp }, { parseDigests }] = await Promise.all([
  import('./config/index.ts'),
  import('./stacks/app.ts'),
  import('./stacks/registry.ts'),
]);

// Deploying names the environment by its variable, always; `npm run synth` looks at prod unless told otherwise.
const environment = loadEnvironment(process.env['CLOUDAPP_ENVIRONMENT'] ?? process.argv[2]);
const imageTag =
  process.env['CLOUDAPP_IMAGE_TAG'] ?? execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
const imageDigests = parseDigests(process.env['CLOUDAPP_IMAGE_DIGESTS']);

buildApp(environment, { imageTag, imageDigests }).synth();
