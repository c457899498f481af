import { execFileSync } from 'node:child_process';
import { loadEnvironment } from './config/index.ts';
import { buildApp } from './stacks/app.ts';

const environment = loadEnvironment(process.env['CLOUDAPP_ENVIRONMENT']);
const imageTag =
  process.env['CLOUDAPP_IMAGE_TAG'] ?? execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();

buildApp(environment, { imageTag }).synth();
