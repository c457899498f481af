import { expect, test } from 'vitest';
import { mirrorsOf } from './host-settings.ts';
import { withheldFrom } from './network/way-out.ts';

test('names the mirrors and proxies of the settings: ports of this computer, and other hosts', () => {
  const files = new Map([
    ['/etc/apt/apt.conf.d/95host', 'Acquire::http::Proxy "http://user:secret@127.0.0.1:3142/";'],
    ['/etc/pip.conf', 'index-url = https://mirror.example:8443/simple\nproxy = http://localhost:3128'],
  ]);

  expect(
    mirrorsOf({ mirror: 'http://deb.example/debian/', securityMirror: 'http://deb.example/security/', files }),
  ).toEqual({
    ports: [3142, 3128],
    hosts: ['deb.example', 'mirror.example'],
  });
});

test('withholds what is not the internet, but for mirrors there', async () => {
  const { cidrs, exceptions } = await withheldFrom(['10.1.2.3', '127.0.0.1', 'no-such-host.invalid']);

  expect(cidrs).toEqual(expect.arrayContaining(['10.0.0.0/8', '127.0.0.0/8', '192.168.0.0/16']));
  expect(exceptions).toEqual(['10.1.2.3']);
});
