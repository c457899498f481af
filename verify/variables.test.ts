import { serviceNames } from '@cloudapp/contracts/service';
import { loadEnvironment } from '@cloudapp/service-kit/environment';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { dev } from '../config/dev.ts';
import { prod } from '../config/prod.ts';
import { environment as local } from '../local/cloud/names.ts';
import { onThisMachine } from '../local/services.ts';
import { inPod } from '../stacks/constructs/koa-deployment.ts';
import {
  analyseVariables,
  countStatisticsVariables,
  functionNames,
  authenticateVariables,
  notifyAdminVariables,
  reconcileVariables,
  sealAuditVariables,
  sendNoticesVariables,
  signAuditVariables,
} from '../stacks/variables/functions.ts';
import { serviceVariables } from '../stacks/variables/services.ts';
import type { Settings } from '../stacks/variables/settings.ts';
import { repository, sourcesOf } from './sources.ts';

/** That each part is told what it reads the compiler proves; here, that what it is told is fit to read, and is read. */

const publicOrigin = 'https://cloudapp.example';
const inputs = {
  recordsBucket: 'records',
  secretsKeyArn: 'arn:aws:kms:eu-west-1:111111111111:key/secrets',
  auditKeyArn: 'arn:aws:kms:eu-west-1:111111111111:key/audit',
  auditRootsBucket: 'audit-roots',
  machineSubnetIds: ['subnet-0a', 'subnet-0b'],
  machineSecurityGroupIds: { docker: 'sg-0a' },
  publicOrigin,
};

const parts = [...functionNames, ...serviceNames];
type PartName = (typeof parts)[number];

async function schemaOf(part: PartName): Promise<z.ZodObject> {
  const isFunction = (functionNames as readonly string[]).includes(part);
  const file = isFunction ? `functions/${part}/environment.ts` : `microservices/${part}/src/environment.ts`;
  return ((await import(join(repository, file))) as { environmentSchema: z.ZodObject }).environmentSchema;
}

function variablesOf(settings: Settings, place = inPod): Record<PartName, Record<string, string>> {
  const byLambda = { AWS_REGION: settings.region };
  return {
    authenticate: { ...byLambda, ...authenticateVariables(settings, publicOrigin, inputs.secretsKeyArn) },
    'notify-admin': { ...byLambda, ...notifyAdminVariables(settings, publicOrigin) },
    'analyse-provisioning': { ...byLambda, ...analyseVariables(settings, inputs.recordsBucket) },
    'count-statistics': { ...byLambda, ...countStatisticsVariables(settings) },
    'reconcile-instances': { ...byLambda, ...reconcileVariables(settings, inputs) },
    'seal-audit': { ...byLambda, ...sealAuditVariables(settings) },
    'sign-audit': { ...byLambda, ...signAuditVariables(settings, inputs) },
    'send-notices': { ...byLambda, ...sendNoticesVariables(settings, publicOrigin, inputs.secretsKeyArn) },
    ...serviceVariables(settings, place, inputs),
  };
}

describe.each(parts)('%s', async (part) => {
  const schema = await schemaOf(part);

  it.each([
    { name: 'dev', variables: variablesOf(dev) },
    { name: 'prod', variables: variablesOf(prod) },
    { name: 'the local cloud', variables: variablesOf(local, onThisMachine(4000)) },
  ])('accepts what $name tells it', ({ variables }) => {
    expect(() => loadEnvironment(schema, variables[part])).not.toThrow();
  });

  it('has no default, which would hide that a variable was forgotten', () => {
    const complete = variablesOf(dev)[part];

    for (const name of Object.keys(schema.shape)) {
      expect(() => loadEnvironment(schema, { ...complete, [name]: undefined })).toThrow(`${name} (missing)`);
    }
  });

  it('reads every variable that its schema names', () => {
    const texts = sourcesOf(part)
      .filter((file) => basename(file) !== 'environment.ts')
      .map((file) => readFileSync(join(repository, file), 'utf8'));
    // The region is read by the AWS SDK.
    const names = Object.keys(schema.shape).filter((name) => name !== 'AWS_REGION');

    expect(names.filter((name) => !texts.some((text) => text.includes(`.${name}`)))).toEqual([]);
  });
});
