// Started by child.test.ts as a process of its own, to be killed: it starts parts as the local cloud does and prints their numbers.
import { join } from 'node:path';
import { startMiniStack } from '../../ministack/mini-stack.ts';
import { startChild } from '../child.ts';
import { freePort } from '../free-port.ts';

const [directory = '', python = ''] = process.argv.slice(2);
const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = process.env;

const service = await startChild({
  name: 'service',
  command: process.execPath,
  args: ['--import', join(import.meta.dirname, '..', 'watch-parent.js'), join(import.meta.dirname, 'service.js')],
  environment: { PATH: process.env['PATH'] },
  logFile: join(directory, 'service.log'),
  graceMilliseconds: 1_000,
});
const emulator = await startMiniStack({
  python,
  port: await freePort(),
  directory,
  logFile: join(directory, 'emulator.log'),
  isAuthEnforced: false,
  rootKey: { accessKeyId, secretAccessKey },
});
console.log(JSON.stringify({ pids: [service.pid, emulator.pid], emulatorUrl: emulator.url }));
