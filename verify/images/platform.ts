import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../../config/environment.ts';
import {
  ofType,
  resourcesIn,
  synthesiseTexts,
  textOf,
  type Block,
  type Resource,
} from '../../stacks/testing/synthesise.ts';
import type { Image } from './image.ts';

/** How Fargate or Kubernetes runs a container. */
export interface Placement {
  readonly user: number;
  readonly group: number;
  readonly variables: Readonly<Record<string, string>>;
  readonly volumes: readonly Volume[];
  readonly isRootReadOnly: boolean;
  readonly dropsAllCapabilities: boolean;
  readonly mayGainPrivileges: boolean;
  /** Whether a small init is process 1 and the container's own comes after it. */
  readonly hasInit: boolean;
  /** Paths of probes over HTTP. */
  readonly probes: readonly string[];
}

interface Volume {
  readonly path: string;
  readonly owner: string;
  /** Octal. */
  readonly mode: string;
}

const one = (value: unknown): Block => ((Array.isArray(value) ? value[0] : value) ?? {}) as Block;
const many = (value: unknown): Block[] => (value ?? []) as Block[];
const dropsAll = (capabilities: unknown): boolean => JSON.stringify(one(capabilities)['drop'] ?? '') === '["ALL"]';

export const resourcesOf = (environment: Environment): Resource[] => resourcesIn(synthesiseTexts(environment));

/**
 * A pod's container as the Deployment says. An emptyDir is root's and everybody may write; with an fsGroup, it is the group's
 * and what is made in it stays the group's (Kubernetes, "Configure a security context").
 */
export function placementOfPod(resources: readonly Resource[], service: string): Placement {
  const found = ofType(resources, 'kubernetes_deployment_v1').find(
    ({ attributes }) => one(attributes['metadata'])['name'] === service,
  );
  const pod = one(one(one(found?.attributes['spec'])['template'])['spec']);
  const container = one(pod['container']);
  const [podContext, context] = [one(pod['security_context']), one(container['security_context'])];
  const id = (name: string): number => Number(context[name] ?? podContext[name] ?? Number.NaN);
  return {
    user: id('run_as_user'),
    group: id('run_as_group'),
    variables: variablesOf(container['env']),
    volumes: many(container['volume_mount']).map((mount) => ({
      path: String(mount['mount_path']),
      owner: `0:${textOf(podContext['fs_group'] ?? '0')}`,
      mode: podContext['fs_group'] === undefined ? '0777' : '2777',
    })),
    isRootReadOnly: context['read_only_root_filesystem'] === true,
    dropsAllCapabilities: dropsAll(context['capabilities']),
    mayGainPrivileges: context['allow_privilege_escalation'] !== false,
    hasInit: false,
    probes: ['liveness_probe', 'readiness_probe'].map((name) => String(one(one(container[name])['http_get'])['path'])),
  };
}

/**
 * A task's container as its definition says. A bind mount is root's and 0755, unless the image declares a volume at the
 * path, whose permissions it then has (ECS developer guide, "Use bind mounts with Amazon ECS"; containers-roadmap#938).
 */
export function placementOfTask(resources: readonly Resource[], image: Image, root: string): Placement {
  const [task] = ofType(resources, 'aws_ecs_task_definition');
  const container = one(readDefinitions(String(task?.attributes['container_definitions'])));
  const linux = one(container['linuxParameters']);
  const [user = '', group] = textOf(container['user'] ?? image.user).split(':');
  return {
    user: Number(user),
    group: Number(group ?? user),
    variables: variablesOf(container['environment']),
    volumes: many(container['mountPoints']).map((mount) => {
      const path = String(mount['containerPath']);
      return { path, owner: '0:0', mode: image.volumes.includes(path) ? modeOf(join(root, path)) : '0755' };
    }),
    isRootReadOnly: container['readonlyRootFilesystem'] === true,
    dropsAllCapabilities: dropsAll(linux['capabilities']),
    mayGainPrivileges: true,
    hasInit: linux['initProcessEnabled'] === true,
    probes: [],
  };
}

const modeOf = (folder: string): string => (statSync(folder).mode & 0o7777).toString(8);

const variablesOf = (list: unknown): Record<string, string> =>
  Object.fromEntries(many(list).map(({ name, value }) => [String(name), resolved(String(value))]));

/** Values that only a deployment knows, by what they are references to. */
const references: readonly (readonly [RegExp, string])[] = [
  [/aws_subnet\w*.*id$/, 'subnet-0a'],
  [/aws_security_group.*id$/, 'sg-0a'],
  [/aws_kms_key.*arn$/, 'arn:aws:kms:eu-west-1:111111111111:key/0a'],
  [/domain_name$|dns_name$/, 'cloudapp.example.com'],
];

const resolved = (text: string): string =>
  text.replaceAll(
    /\$\{([^{}]+)\}/g,
    (_all, name: string) => references.find(([is]) => is.test(name))?.[1] ?? 'known-later',
  );

/** Terraform's expression for the list of containers, read as the JSON that it becomes. */
function readDefinitions(expression: string): Block[] {
  const [, list = '[]'] = /^\$\{jsonencode\((.*)\)\}$/s.exec(expression) ?? [];
  const json = list
    .replaceAll(/"([\w-]+)" = /g, '"$1": ')
    .replaceAll(/: ((?:data|aws_\w+)\.[\w.-]+)/g, (_all, name: string) => `: ${JSON.stringify(`\${${name}}`)}`);
  return JSON.parse(json) as Block[];
}
