// Written by hand beside results.js, which runs before there are packages; the tests use it by this type.
export interface Results {
  passed: number;
  failed: number;
  failures: string[];
  skipped: string | undefined;
}

export const readResults: Record<'vitest' | 'playwright', (report: object) => Results>;
