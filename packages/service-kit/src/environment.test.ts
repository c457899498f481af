import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { loadEnvironment, serviceEnvironment } from './environment.ts';
import { serviceVariables } from './testing/service-variables.ts';

const schema = z.object(serviceEnvironment);

describe('loadEnvironment', () => {
  it('gives numbers as numbers', () => {
    expect(loadEnvironment(schema, { ...serviceVariables, SESSION_IDLE_MINUTES: '5' })).toMatchObject({
      PORT: 8080,
      SESSION_IDLE_MINUTES: 5,
      LOG_LEVEL: 'info',
    });
  });

  it.each(Object.keys(serviceVariables))('fills nothing in for %s, and takes an empty variable for absent', (name) => {
    expect(() => loadEnvironment(schema, { ...serviceVariables, [name]: '' })).toThrow(`${name} (missing)`);
  });

  it.each(['eight', '8.5', '0x1F90x', '-1', '65536'])('refuses %j as a port', (PORT) => {
    expect(() => loadEnvironment(schema, { ...serviceVariables, PORT })).toThrow('PORT');
  });

  it('names every variable that is missing or wrong in one sentence', () => {
    const load = () =>
      loadEnvironment(schema, { ...serviceVariables, AWS_REGION: undefined, PORT: 'http', LOG_LEVEL: 'loud' });

    expect(load).toThrow(/^These environment variables are missing or wrong: AWS_REGION \(missing\), .*PORT .*\.$/);
    expect(load).toThrow(/LOG_LEVEL/);
  });

  it.each(['cloudapp.example', 'https://cloudapp.example/', 'https://cloudapp.example/app', 'ftp://x.example', 'null'])(
    'refuses %j as an origin',
    (PUBLIC_ORIGIN) => {
      expect(() => loadEnvironment(schema, { ...serviceVariables, PUBLIC_ORIGIN })).toThrow('PUBLIC_ORIGIN');
    },
  );
});
