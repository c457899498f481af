import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { LoginPort } from './login-port.ts';
import { makeLoginSockets, socketOf } from './login-sockets.ts';

const run = promisify(execFile);

/** What a service does to see whether somebody could log in. */
const probe = `
  import { connect } from 'node:net';
  const socket = connect({ host: process.argv[1], port: 22 });
  socket.once('data', (data) => { console.log(data.toString().slice(0, 4)); socket.destroy(); });
  socket.once('error', (error) => { console.log(error.code); });
`;

test('where machines cannot listen on port 22, the processes of the product reach them by sockets', async () => {
  const sockets = await makeLoginSockets();
  const port = new LoginPort('127.20.9.9', socketOf(sockets.directory, '127.20.9.9'));
  const look = async (address: string): Promise<string> => {
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', probe, address], {
      env: { PATH: process.env['PATH'], ...sockets.environment },
    });
    return stdout.trim();
  };
  await port.open();

  expect(await look('127.20.9.9')).toBe('SSH-');
  expect(await look('127.20.9.10')).toBe('ENOENT');
  port.close();
  expect(await look('127.20.9.9')).toBe('ENOENT');
  await sockets.remove();
});
