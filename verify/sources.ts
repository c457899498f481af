import { buildSync } from 'esbuild';
import { join } from 'node:path';
import { serviceNames } from '@cloudapp/contracts/service';

export const repository = join(import.meta.dirname, '..');

const isService = (part: string): boolean => (serviceNames as readonly string[]).includes(part);

/** Our own files that a service or function is bundled from. */
export function sourcesOf(part: string): string[] {
  const { metafile } = buildSync({
    absWorkingDir: repository,
    entryPoints: [isService(part) ? `microservices/${part}/src/main.ts` : `functions/${part}/handler.ts`],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    packages: 'bundle',
    external: ['@aws-sdk/*', 'koa', 'pino'],
    loader: { '.yaml': 'text', '.py': 'text', '.service': 'text' },
    logLevel: 'error',
  });
  return Object.keys(metafile.inputs).filter((file) => !file.includes('node_modules'));
}
