import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repository } from '../layout.ts';
import { securityHeaders } from './headers.ts';

const perDeployment = ['strict-transport-security', 'cache-control'];

test('security headers are those of nginx', async () => {
  const template = await readFile(join(repository, 'spa', 'nginx', 'templates', 'cloudapp.conf.template'), 'utf8');
  const ofNginx = [...template.matchAll(/^\s*add_header (\S+) (["'])(.*)\2 always;/gm)]
    .map(([, name = '', , value = '']) => [name.toLowerCase(), value] as const)
    .filter(([name]) => !perDeployment.includes(name));

  expect(Object.fromEntries(ofNginx)).toEqual(securityHeaders('$request_id'));
});
