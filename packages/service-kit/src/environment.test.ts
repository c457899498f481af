import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { loadEnvironment, serviceEnvironment } from './environment.ts';

const schema = z.object(serviceEnvironment);
const complete = { AWS_REGION: 'eu-west-1', TABLE_PREFIX: 'cloudapp-dev', PUBLIC_ORIGIN: 'https://cloudapp.example' };

describe('loadEnvironment', () => {
  it('fills in what may be absent, and takes an empty variable for absent', () => {
    expect(loadEnvironment(schema, { ...complete, PORT: '', SESSION_IDLE_MINUTES: '5' })).toMatchObject({
      PORT: 8080,
      SESSION_IDLE_MINUTES: 5,
      LOG_LEVEL: 'info',
    });
  });

  it('names every variable that is missing or wrong in one sentence', () => {
    const load = () => loadEnvironment(schema, { ...complete, AWS_REGION: undefined, PORT: 'http', LOG_LEVEL: 'loud' });

    expect(load).toThrow(/^These environment variables are missing or wrong: AWS_REGION \(missing\), .*PORT .*\.$/);
    expect(load).toThrow(/LOG_LEVEL/);
  });

  it.each(['cloudapp.example', 'https://cloudapp.example/', 'https://cloudapp.example/app', 'ftp://x.example', 'null'])(
    'refuses %j as an origin',
    (PUBLIC_ORIGIN) => {
      expect(() => loadEnvironment(schema, { ...complete, PUBLIC_ORIGIN })).toThrow('PUBLIC_ORIGIN');
    },
  );
});
