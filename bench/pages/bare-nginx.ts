import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../spa/nginx/testing/nginx.ts';

const startsWithinMs = 10_000;

/** nginx as it comes, its log of accesses included, with one page. */
export async function startBareNginx(page: string): Promise<{ port: number; stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'cloudapp-bare-nginx-'));
  const port = await freePort();
  await mkdir(join(folder, 'html'));
  await writeFile(join(folder, 'html', 'index.html'), page);
  await writeFile(join(folder, 'nginx.conf'), configurationOf(folder, port));
  const child = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf'), '-g', 'daemon off; user root;'], {
    stdio: 'ignore',
  });
  const stop = async () => {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true });
  };
  const until = performance.now() + startsWithinMs;
  while (!(await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined))?.ok) {
    if (performance.now() > until) throw new Error('bare nginx does not answer');
    await sleep(50);
  }
  return { port, stop };
}

function configurationOf(folder: string, port: number): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `
    worker_processes auto;
    pid ${folder}/nginx.pid;
    error_log ${folder}/error.log;
    events { worker_connections 1024; }
    http {
      include /etc/nginx/mime.types;
      access_log ${folder}/access.log;
      sendfile on;
      ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join('\n      ')}
      server { listen 127.0.0.1:${port}; root ${folder}/html; }
    }`;
}
