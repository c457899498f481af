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
} from '../../stacks/variables/functions.ts';
import type { AuditInputs } from '../../stacks/variables/settings.ts';
import type { ServiceInputs } from '../../stacks/variables/services.ts';
import type { Clients } from './clients.ts';
import { makeAuditRootsBucket, makeKeys, makeRecordsBucket, makeTables } from './data.ts';
import { deployFunction, type FunctionSpec } from './functions.ts';
import type { BlueprintFacts } from './images.ts';
import { deployLoginWorkflow } from './login-workflow.ts';
import { makeMailSender } from './mail-sender.ts';
import { makeTopicsAndQueues } from './messages.ts';
import { environment, names, network, permissionContext, securityGroups, type Keys } from './names.ts';
import { makeRoles } from './roles.ts';
import { makeTriggers } from './triggers.ts';

export interface CloudSpec {
  publicOrigin: string;
  blueprints: readonly BlueprintFacts[];
  /** Zips of the Lambdas; may still be in the making when provisioning begins. */
  bundles: Readonly<Record<FunctionName, Promise<Uint8Array>>>;
}

/** Brings the local cloud to what the sources say. Everything that is there already is left as it is. */
export async function provisionCloud(clients: Clients, spec: CloudSpec): Promise<Keys> {
  const groups = securityGroups(spec.blueprints.map(({ id }) => id));
  const [keys] = await Promise.all([
    makeKeys(clients.kms),
    makeTables(clients.dynamodb),
    makeRecordsBucket(clients.s3),
    makeAuditRootsBucket(clients.s3),
    makeTopicsAndQueues(clients),
    makeMailSender(clients.ses),
  ]);
  await makeRoles(clients.iam, permissionContext(keys, Object.values(groups)));
  await Promise.all(
    functionNames.map(async (part) => {
      const zip = await spec.bundles[part];
      await deployFunction(clients.lambda, { zip, ...functionSpec(part, spec, keys) });
    }),
  );
  await Promise.all([makeTriggers(clients), deployLoginWorkflow(clients.sfn)]);
  return keys;
}

/** What whoever signs or proves the audit log is told. */
function auditInputs(keys: Keys): AuditInputs {
  return { auditKeyArn: keys.audit, auditRootsBucket: names.auditRootsBucket };
}

/** What services and reconcile-instances know of the world beyond the tables. */
export function serviceInputs(keys: Keys, spec: Pick<CloudSpec, 'blueprints' | 'publicOrigin'>): ServiceInputs {
  return {
    ...auditInputs(keys),
    recordsBucket: names.bucket,
    secretsKeyArn: keys.secrets,
    machineSubnetIds: network.subnets.map(({ subnetId }) => subnetId),
    machineSecurityGroupIds: securityGroups(spec.blueprints.map(({ id }) => id)),
    publicOrigin: spec.publicOrigin,
  };
}

function functionSpec(part: FunctionName, spec: CloudSpec, keys: Keys): Omit<FunctionSpec, 'zip'> {
  switch (part) {
    case 'authenticate':
      // argon2id takes 19 MiB; the memory also sets the share of a processor on AWS
      return {
        part,
        variables: authenticateVariables(environment, spec.publicOrigin, keys.secrets),
        timeoutSeconds: 10,
        memoryMib: 1024,
      };
    case 'notify-admin':
      return {
        part,
        variables: notifyAdminVariables(environment, spec.publicOrigin),
        timeoutSeconds: 10,
        memoryMib: 256,
        deadLetterQueue: 'notify-admin-dead-letters',
      };
    case 'analyse-provisioning':
      return {
        part,
        variables: analyseVariables(environment, names.bucket),
        timeoutSeconds: 30,
        memoryMib: 256,
        deadLetterQueue: 'analyse-provisioning-dead-letters',
      };
    case 'count-statistics':
      return {
        part,
        variables: countStatisticsVariables(environment),
        timeoutSeconds: 60,
        memoryMib: 512,
        deadLetterQueue: 'count-statistics-dead-letters',
      };
    case 'reconcile-instances':
      return {
        part,
        variables: reconcileVariables(environment, serviceInputs(keys, spec)),
        timeoutSeconds: 55,
        memoryMib: 512,
        deadLetterQueue: 'reconcile-instances-dead-letters',
      };
    case 'seal-audit':
      return {
        part,
        variables: sealAuditVariables(environment),
        timeoutSeconds: 120,
        memoryMib: 512,
        deadLetterQueue: 'seal-audit-dead-letters',
      };
    case 'sign-audit':
      return {
        part,
        variables: signAuditVariables(environment, auditInputs(keys)),
        timeoutSeconds: 300,
        memoryMib: 512,
        deadLetterQueue: 'sign-audit-dead-letters',
      };
    case 'send-notices':
      return {
        part,
        variables: sendNoticesVariables(environment, spec.publicOrigin, keys.secrets),
        timeoutSeconds: 60,
        memoryMib: 512,
        deadLetterQueue: 'send-notices-dead-letters',
      };
  }
}
