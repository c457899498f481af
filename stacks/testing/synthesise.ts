import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../../config/environment.ts';
import { buildApp } from '../app.ts';

export type Block = Record<string, unknown>;

/** One resource as Terraform will read it. */
export interface Resource {
  readonly stack: string;
  readonly type: string;
  readonly id: string;
  readonly attributes: Block;
}

interface Synthesised {
  readonly resource: Record<string, Record<string, Block>>;
  readonly output?: Record<string, Block>;
  readonly import?: readonly Block[];
}

/** The text of each stack's result, by its name. */
export function synthesiseTexts(environment: Environment, imageTag = 'commit'): Record<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), 'synth-'));
  try {
    buildApp(environment, { imageTag }, { outdir }).synth();
    const stacks = join(outdir, 'stacks');
    return Object.fromEntries(
      readdirSync(stacks).map((name) => [name, readFileSync(join(stacks, name, 'cdk.tf.json'), 'utf8')]),
    );
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** All resources of an environment, and its outputs and imports as resources of the types `output` and `import`. */
export function resourcesIn(texts: Record<string, string>): Resource[] {
  return Object.entries(texts).flatMap(([stack, text]) => {
    const { resource, output = {}, import: imports = [] } = JSON.parse(text) as Synthesised;
    return Object.entries({ ...resource, output, import: Object.fromEntries(imports.entries()) }).flatMap(
      ([type, byId]) => Object.entries(byId).map(([id, attributes]) => ({ stack, type, id, attributes })),
    );
  });
}

export function ofType(resources: readonly Resource[], ...types: string[]): Resource[] {
  return resources.filter(({ type }) => types.includes(type));
}

export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: unknown;
  readonly Action: string | string[];
  readonly Resource?: string | string[];
  readonly Condition?: unknown;
}

/** The statements of a policy attribute. */
export function statementsOf(policy: unknown): PolicyStatement[] {
  return typeof policy === 'string' ? (JSON.parse(policy) as { Statement: PolicyStatement[] }).Statement : [];
}

export function textOf(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
