import { describe, expect, it } from 'vitest';
import { firstLoadLimits, firstLoads, type Manifest } from './first-load.ts';

const pageNames = Array.from({ length: 10 }, (_, index) => `src/features/some/routes/number-${index}-page.tsx`);

function manifest(): Manifest {
  return {
    'index.html': { file: 'entry.js', imports: ['_shared.js'] },
    'src/app/signed-in.tsx': { file: 'shell.js', imports: ['index.html', '_shared.js', '_query.js'] },
    '_shared.js': { file: 'shared.js' },
    '_query.js': { file: 'query.js' },
    ...Object.fromEntries(
      pageNames.map((name, index) => [name, { file: `page-${index}.js`, imports: ['_shared.js'] }]),
    ),
  };
}

describe('what the first visit of a page downloads', () => {
  it('counts each file once, with everything it imports', () => {
    const [signIn, page] = firstLoads(manifest(), () => 1000);

    expect(signIn).toMatchObject({ page: 'sign-in', bytes: 2000, limit: firstLoadLimits.signIn });
    expect(page).toMatchObject({ page: pageNames[0], bytes: 5000, limit: firstLoadLimits.signedIn });
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
