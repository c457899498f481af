import { routes } from '@cloudapp/contracts/api';
import type { ServiceName } from '@cloudapp/contracts/service';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const microservices = join(import.meta.dirname, '..', '..', '..', '..', 'microservices');

/** The problems that contracts of a service add, each with its route, that the service nowhere turns anything into. */
export function unraisedProblems(service: ServiceName): string[] {
  const sources = sourcesIn(join(microservices, service, 'src')).join('\n');
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
