import { expect, it } from 'vitest';
import { keyFileName } from './key-file-name.ts';

it.each([
  ['brave-otter', 'cloudapp-brave-otter-1a2b3c4d'],
  ['Jörgs Straße 7', 'cloudapp-jorgs-strasse-7-1a2b3c4d'],
  ['../../etc/passwd', 'cloudapp-etc-passwd-1a2b3c4d'],
  ['сервер', 'cloudapp-machine-1a2b3c4d'],
  ['测试机器', 'cloudapp-machine-1a2b3c4d'],
  ['خادم', 'cloudapp-machine-1a2b3c4d'],
  ['🦦', 'cloudapp-machine-1a2b3c4d'],
  ['x'.repeat(60), `cloudapp-${'x'.repeat(40)}-1a2b3c4d`],
])('names the file of the key of “%s” so that every system takes it and no other key has it', (name, file) => {
  expect(keyFileName(name, '1a2b3c4d')).toBe(file);
});
