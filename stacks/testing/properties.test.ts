import { beforeAll, describe, expect, it } from 'vitest';
import { dev } from '../../config/dev.ts';
import { prod } from '../../config/prod.ts';
import { properties } from './properties.ts';
import { resourcesIn, synthesiseTexts, type Resource } from './synthesise.ts';

describe.each([dev, prod])('everything that $name deploys', (environment) => {
  let resources: Resource[];
  beforeAll(() => {
    resources = resourcesIn(synthesiseTexts(environment));
  });

  describe.each(properties)('$name', ({ violations, mutants }) => {
    it('holds', () => {
      expect(violations(resources)).toEqual([]);
    });

    it.each(Object.entries(mutants))('is seen to be broken when: %s', (_what, mutate) => {
      expect(violations(mutate(resources))).not.toEqual([]);
    });
  });
});
