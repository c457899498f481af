import { beforeAll, describe, expect, it } from 'vitest';
import { dev } from '../config/dev.ts';
import { prod } from '../config/prod.ts';
import { properties } from './testing/properties.ts';
import { resourcesIn, synthesiseTexts, type Resource } from './testing/synthesise.ts';

describe.each([dev, prod])('everything that $name deploys', (environment) => {
  let resources: Resource[];
  beforeAll(() => {
    resources = resourcesIn(synthesiseTexts(environment));
  });

  it.each(properties)('$name', ({ violations }) => {
    expect(violations(resources)).toEqual([]);
  });

  it.each(properties)('would be caught breaking: $name', ({ violations, broken }) => {
    expect(violations(broken(resources))).not.toEqual([]);
  });
});
