import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { requirePorts } from './ports.ts';
import { readSettings } from './settings.ts';

test('arguments win over the environment, the environment over defaults', () => {
  const settings = readSettings(['--port', '9000', '--reset'], { CLOUDAPP_PORT: '1', CLOUDAPP_EC2_PORT: '9001' });

  expect(settings).toMatchObject({ port: 9000, ec2Port: 9001, emulatorPort: 4566, reset: true });
});

test.each([
  [['--prot', '1'], 'There is no setting --prot'],
  [['8080'], 'There is no setting 8080'],
  [['--port'], 'The setting --port needs a value.'],
  [['--port', 'x'], 'The setting --port is not valid'],
  [['--machines', 'imagined'], 'The setting --machines is not valid'],
])('%j is refused with a sentence', (args, sentence) => {
  expect(() => readSettings(args, {})).toThrow(sentence);
});

test('a taken port is named with the setting that changes it', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  await expect(requirePorts(readSettings([`--port=${port}`], {}))).rejects.toThrow(
    `Port ${port} is taken by another program; choose another one: npm start -- --port <port>.`,
  );
  server.close();
});

test('a port given twice is named', async () => {
  await expect(requirePorts(readSettings(['--port=4567'], {}))).rejects.toThrow(/given to both --port and --ec2-port/);
});
