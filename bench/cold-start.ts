/**
 * How long each function takes from the start of its process until its handler is loaded, over a bare Node that loads an empty module,
 * and what its code weighs:
 *
 *     npx tsx bench/cold-start.ts [--rounds 30]
 *
 * Code is bundled as it is deployed. Time is the processor's. All take turns, so that whatever else this computer does meets all alike; of
 * each the fastest round counts, which was disturbed least.
 */
import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { environment } from '../local/cloud/names.ts';
import { bundleFunction, codeOf } from '../stacks/product/bundle.ts';
import {
  analyseVariables,
  authenticateVariables,
  countStatisticsVariables,
  functionNames,
  notifyAdminVariables,
  reconcileVariables,
  sealAuditVariables,
  sendNoticesVariables,
  signAuditVariables,
  type FunctionName,
} from '../stacks/variables/functions.ts';
import { loadingTimes } from './cold-start/loading-times.ts';
import { bundlePackagesAlone } from './cold-start/packages-alone.ts';
import { report, type Figure } from './figures/figures.ts';

const timesOfBare = 2;
const mostKilobytes = 200;

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '30' } } });

const inputs = {
  recordsBucket: 'records',
  secretsKeyArn: 'arn:aws:kms:eu-west-1:111111111111:key/secrets',
  auditKeyArn: 'arn:aws:kms:eu-west-1:111111111111:key/audit',
  auditRootsBucket: 'audit-roots',
  machineSubnetIds: ['subnet-0a'],
  machineSecurityGroupIds: { docker: 'sg-0a' },
};
const variables: Readonly<Record<FunctionName, Readonly<Record<string, string>>>> = {
  authenticate: authenticateVariables(environment, 'https://cloudapp.example', inputs.secretsKeyArn),
  'notify-admin': notifyAdminVariables(environment, 'https://cloudapp.example'),
  'analyse-provisioning': analyseVariables(environment, inputs.recordsBucket),
  'count-statistics': countStatisticsVariables(environment),
  'reconcile-instances': reconcileVariables(environment, inputs),
  'seal-audit': sealAuditVariables(environment),
  'sign-audit': signAuditVariables(environment, inputs),
  'send-notices': sendNoticesVariables(environment, 'https://cloudapp.example', inputs.secretsKeyArn),
};

const packagesAlone = await bundlePackagesAlone();
const times = loadingTimes(Number(values.rounds), {
  bare: { code: Buffer.from('export const handler = undefined;'), variables: {} },
  packages: { code: packagesAlone, variables: {} },
  ...Object.fromEntries(functionNames.map((name) => [name, { code: codeOf(name), variables: variables[name] }])),
});
const timeOf = (name: FunctionName | 'bare' | 'packages') => times.get(name) ?? 0;
const overBare = (name: FunctionName | 'packages') => timeOf(name) / timeOf('bare');

const kilobytes = (bytes: number) => Math.round(bytes / 1000);

function figuresOf(name: FunctionName): Figure[] {
  const uploaded = kilobytes(statSync(bundleFunction(name).path).size);
  return [
    {
      what: `${name}: start over bare Node`,
      unit: '',
      reached: overBare(name),
      goal: { atMost: timesOfBare },
      remark: `${Math.round(timeOf(name))} ms over ${Math.round(timeOf('bare'))} ms; those packages alone take ${overBare('packages').toFixed(1)} times`,
    },
    {
      what: `${name}: code, minified`,
      unit: 'KB',
      reached: codeOf(name).length / 1000,
      goal: { atMost: mostKilobytes },
      remark: `${uploaded} KB as it is uploaded; those packages alone have ${kilobytes(packagesAlone.length)}`,
    },
  ];
}

await report('cold-start', 'npx tsx bench/cold-start.ts', [
  {
    what: 'zod, pino and one client of AWS: start over bare Node',
    unit: '',
    reached: overBare('packages'),
    remark: 'what a function that does nothing is made of, which bounds all below',
  },
  { what: 'zod, pino and one client of AWS: code, minified', unit: 'KB', reached: packagesAlone.length / 1000 },
  ...functionNames.flatMap(figuresOf),
]);
