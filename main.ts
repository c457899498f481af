import { execFileSync } from 'node:child_process';
import { loadEnvironment } from './config/index.ts';
import { buildApp } from './stacks/app.ts';
import { parseDigests } from './stacks/registry.ts';

// CDKTF notes a stack trace for every value that is known later only; with source maps that took a quarter of the time.
process.setSourceMapsEnabled(false);

// Deploying names the environment by its variable, always; `npm run synth` looks at prod unless told otherwise.
const environment = loadEnvironment(process.env['CLOUDAPP_ENVIRONMENT'] ?? process.argv[2]);
const imageTag =
  process.env['CLOUDAPP_IMAGE_TAG'] ?? execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
const imageDigests = parseDigests(process.env['CLOUDAPP_IMAGE_DIGESTS']);

buildApp(environment, { imageTag, imageDigests }).synth();
