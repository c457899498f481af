import { describe, expect, it } from 'vitest';
import { firstLoadLimits, firstLoads, type Manifest } from './first-load.ts';

const pageNames = [
  ...Array.from({ length: 10 }, (_, index) => `src/features/machines/routes/number-${index}-page.tsx`),
  'src/features/admin-overview/routes/overview-page.tsx',
  'src/features/sign-in/routes/welcome-page.tsx',
];

function manifest(): Manifest {
  return {
    'index.html': { file: 'entry.js', imports: ['_shared.js'] },
    'src/app/signed-in.tsx': { file: 'shell.js', imports: ['index.html', '_shared.js', '_query.js'] },
    'src/app/themed.tsx': { file: 'themed.js' },
    '_shared.js': { file: 'shared.js' },
    '_query.js': { file: 'query.js' },
    ...Object.fromEntries(
      pageNames.map((name, index) => [name, { file: `page-${index}.js`, imports: ['_shared.js'] }]),
    ),
  };
}

describe('what the first visit of a page downloads', () => {
  it('counts each file once, with everything it imports', () => {
    const loads = new Map(firstLoads(manifest(), () => 1000).map((load) => [load.page, load]));

    expect(loads.get('sign-in')).toMatchObject({ bytes: 2000, limit: firstLoadLimits.signIn });
    expect(loads.get('shell')).toMatchObject({ bytes: 4000, limit: firstLoadLimits.shell });
    expect(loads.get(pageNames[0] ?? '')).toMatchObject({ bytes: 5000, limit: firstLoadLimits.page });
  });

  it('lets the overview with its charts weigh more', () => {
    const overview = firstLoads(manifest(), () => 1000).find(({ page }) => page.includes('overview'));

    expect(overview).toMatchObject({ bytes: 5000, limit: firstLoadLimits.overview });
  });

  it('counts no shell for a page before the door, but what stands in its place', () => {
    const sizes: Record<string, number> = { 'entry.js': 10, 'shared.js': 1, 'themed.js': 100, 'shell.js': 1000 };

    const welcome = firstLoads(manifest(), (file) => sizes[file] ?? 0).find(({ page }) => page.includes('welcome'));

    expect(welcome?.bytes).toBe(111);
  });

  it('is over the limit by the first byte above it', () => {
    const sizeOf = (file: string) => (file === 'entry.js' ? firstLoadLimits.signIn + 1 : 0);

    const [signIn] = firstLoads(manifest(), sizeOf);

    expect(signIn?.bytes).toBeGreaterThan(signIn?.limit ?? Infinity);
  });

  it('does not pass when the pages are no longer found', () => {
    const { 'index.html': entry, 'src/app/signed-in.tsx': shell } = manifest();

    expect(() => firstLoads({ 'index.html': entry, 'src/app/signed-in.tsx': shell } as Manifest, () => 0)).toThrow(
      'Only 0 pages',
    );
  });
});
