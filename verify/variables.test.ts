import { environmentSchema as createUser } from '@cloudapp/create-user/environment';
import { environmentSchema as provisionInstance } from '@cloudapp/provision-instance/environment';
import { environmentSchema as viewStats } from '@cloudapp/view-stats/environment';
import { loadEnvironment } from '@cloudapp/service-kit/environment';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dev } from '../config/dev.ts';
import { prod } from '../config/prod.ts';
import { environmentSchema as analyseProvisioning } from '../functions/analyse-provisioning/environment.ts';
import { environmentSchema as authenticate } from '../functions/authenticate/environment.ts';
import { environmentSchema as notifyAdmin } from '../functions/notify-admin/environment.ts';
import { environmentSchema as reconcileInstances } from '../functions/reconcile-instances/environment.ts';
import { environment as local } from '../local/cloud/names.ts';
import { onThisMachine } from '../local/services.ts';
import { inPod } from '../stacks/constructs/koa-deployment.ts';
import {
  analyseVariables,
  authenticateVariables,
  notifyAdminVariables,
  reconcileVariables,
  serviceVariables,
  type Settings,
} from '../stacks/variables/variables.ts';
import { repository, sourcesOf } from './sources.ts';

/** That each part is told what it reads the compiler proves; here, that what it is told is fit to read, and is read. */

const publicOrigin = 'https://cloudapp.example';
const inputs = {
  recordsBucket: 'records',
  secretsKeyArn: 'arn:aws:kms:eu-west-1:111111111111:key/secrets',
  machineSubnetIds: ['subnet-0a', 'subnet-0b'],
  machineSecurityGroupIds: { docker: 'sg-0a' },
  publicOrigin,
};

const schemas = {
  authenticate,
  'notify-admin': notifyAdmin,
  'analyse-provisioning': analyseProvisioning,
  'reconcile-instances': reconcileInstances,
  'create-user': createUser,
  'provision-instance': provisionInstance,
  'view-stats': viewStats,
};

function variablesOf(settings: Settings, place = inPod): { [P in keyof typeof schemas]: Record<string, string> } {
  const byLambda = { AWS_REGION: settings.region };
  return {
    authenticate: { ...byLambda, ...authenticateVariables(settings) },
    'notify-admin': { ...byLambda, ...notifyAdminVariables(settings, publicOrigin) },
    'analyse-provisioning': { ...byLambda, ...analyseVariables(settings, inputs.recordsBucket) },
    'reconcile-instances': { ...byLambda, ...reconcileVariables(settings, inputs) },
    ...serviceVariables(settings, place, inputs),
  };
}

const parts = Object.keys(schemas) as (keyof typeof schemas)[];

describe.each(parts)('%s', (part) => {
  it.each([
    { name: 'dev', variables: variablesOf(dev) },
    { name: 'prod', variables: variablesOf(prod) },
    { name: 'the local cloud', variables: variablesOf(local, onThisMachine(4000)) },
  ])('accepts what $name tells it', ({ variables }) => {
    expect(() => loadEnvironment(schemas[part], variables[part])).not.toThrow();
  });

  it('has no default, which would hide that a variable was forgotten', () => {
    const complete = variablesOf(dev)[part];

    for (const name of Object.keys(schemas[part].shape)) {
      expect(() => loadEnvironment(schemas[part], { ...complete, [name]: undefined })).toThrow(`${name} (missing)`);
    }
  });

  it('reads every variable that its schema names', () => {
    const texts = sourcesOf(part)
      .filter((file) => basename(file) !== 'environment.ts')
      .map((file) => readFileSync(join(repository, file), 'utf8'));
    // The region is read by the AWS SDK.
    const names = Object.keys(schemas[part].shape).filter((name) => name !== 'AWS_REGION');

    expect(names.filter((name) => !texts.some((text) => text.includes(`.${name}`)))).toEqual([]);
  });
});
