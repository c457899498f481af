import { describe, expect, it } from 'vitest';
import { dev } from './dev.ts';
import { environmentSchema } from './environment.ts';
import { environmentNames, loadEnvironment } from './index.ts';

describe('loadEnvironment', () => {
  it('gives each environment under its own name', () => {
    for (const name of environmentNames) expect(loadEnvironment(name).name).toBe(name);
  });

  it.each(['prd', 'Prod', '', '__proto__', 'constructor', undefined])('refuses %s', (name) => {
    expect(() => loadEnvironment(name)).toThrow(/must be one of dev, prod/);
  });
});

describe('an environment', () => {
  it('with a value that is not known is refused', () => {
    expect(environmentSchema.safeParse({ ...dev, isProtectd: true }).success).toBe(false);
  });

  it('may not put machines into the network of CloudApp', () => {
    const network = { ...dev.network, machinesCidr: dev.network.appCidr };

    expect(environmentSchema.safeParse({ ...dev, network }).error?.issues[0]?.path).toEqual([
      'network',
      'machinesCidr',
    ]);
  });

  it('may not want more replicas than it allows', () => {
    const services = { ...dev.services, 'view-stats': { ...dev.services['view-stats'], minReplicas: 4 } };

    expect(environmentSchema.safeParse({ ...dev, services }).success).toBe(false);
  });

  it.each([
    ['a new account', 10, 10, false],
    ['an account with 600 executions at a time', 600, 500, true],
    ['one with one less', 599, 500, false],
  ])('may set aside what Lambda lets it: %s', (_account, lambdaConcurrency, concurrency, expected) => {
    const signIn = { ...dev.signIn, concurrency };

    expect(environmentSchema.safeParse({ ...dev, signIn, lambdaConcurrency }).success).toBe(expected);
  });

  it('may not be in a region whose prices and zones are not known', () => {
    expect(environmentSchema.safeParse({ ...dev, region: 'eu-north-1' }).success).toBe(false);
  });

  it.each(['1.34', '1.9', '2.0'])('may not begin with Kubernetes %s', (kubernetesVersion) => {
    const cluster = { ...dev.cluster, kubernetesVersion };

    expect(environmentSchema.safeParse({ ...dev, cluster }).success).toBe(false);
  });

  it("may not shut out its own region's country, from which machines report", () => {
    const presentation = { ...dev.presentation, countries: ['DE'] };

    expect(environmentSchema.safeParse({ ...dev, presentation }).error?.issues[0]?.path).toEqual([
      'presentation',
      'countries',
    ]);
    expect(environmentSchema.safeParse({ ...dev, region: 'eu-central-1', presentation }).success).toBe(true);
  });

  it('must fit into an account', () => {
    expect(environmentSchema.safeParse({ ...dev, account: '1234' }).success).toBe(false);
  });
});
