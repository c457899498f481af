import { routes } from '@cloudapp/contracts/api';
import type { ServiceName } from '@cloudapp/contracts/service';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '..', '..');
/** They name every code, so that they prove nothing. */
const neutral = new Set(['contracts', 'service-kit']);

/** The problems that contracts of a service add, each with its route, that neither the service nor the packages below raise. */
export function unraisedProblems(service: ServiceName): string[] {
  const packages = readdirSync(join(root, 'packages')).filter((name) => !neutral.has(name));
  const folders = [join('microservices', service), ...packages.map((name) => join('packages', name))];
  const sources = folders.flatMap((folder) => sourcesIn(join(root, folder, 'src'))).join('\n');
  return routes
    .filter((route) => route.service === service)
    .flatMap(({ name, problems = [] }) =>
      problems.filter((code) => !sources.includes(`'${code}'`)).map((code) => `${name}: ${code}`),
    );
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}
