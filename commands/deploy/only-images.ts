import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';

const valuesSchema = z.record(z.string(), z.unknown()).nullable();

/** What `terraform show -json` tells of a plan, as far as it matters here. */
const planSchema = z.object({
  resource_changes: z
    .array(
      z.object({
        address: z.string(),
        type: z.string(),
        change: z.object({
          actions: z.array(z.string()),
          before: valuesSchema,
          after: valuesSchema,
          after_unknown: z.unknown(),
        }),
      }),
    )
    .default([]),
});

type ResourceChange = z.infer<typeof planSchema>['resource_changes'][number];

/** What follows from another image: a task definition is made anew, and the service runs that one. */
const follows: Readonly<Record<string, readonly string[]>> = {
  kubernetes_deployment_v1: [],
  aws_ecs_task_definition: ['arn', 'arn_without_revision', 'id', 'revision'],
  aws_ecs_service: ['task_definition'],
};

/** The addresses of the resources that a plan changes otherwise than by putting in other images. */
export function changesBesidesImages(plan: unknown): string[] {
  return planSchema
    .parse(plan)
    .resource_changes.filter((change) => !isOfImagesOnly(change))
    .map(({ address }) => address);
}

function isOfImagesOnly({ type, change }: ResourceChange): boolean {
  const { actions, before, after, after_unknown: unknown } = change;
  if (actions.every((action) => action === 'no-op' || action === 'read')) return true;
  const following = follows[type];
  // A new task definition takes the place of the old one, which stays as it is.
  const isReplaced = type === 'aws_ecs_task_definition' && actions.length === 2;
  if (following === undefined || before === null || after === null) return false;
  if (!isReplaced && actions.join() !== 'update') return false;
  const later = valuesSchema.catch({}).parse(unknown) ?? {};
  return Object.keys({ ...before, ...after, ...later })
    .filter((name) => !following.includes(name))
    .every(
      (name) => later[name] !== true && isDeepStrictEqual(withoutImages(before[name]), withoutImages(after[name])),
    );
}

/** A value with every container's image taken out; containers of a task are JSON in a text. */
function withoutImages(value: unknown): unknown {
  if (typeof value === 'string') return value.startsWith('[') ? withoutImages(parsedOr(value)) : value;
  if (Array.isArray(value)) return value.map(withoutImages);
  if (typeof value !== 'object' || value === null) return value ?? null;
  const entries = Object.entries(value).filter(([name]) => name !== 'image');
  return Object.fromEntries(entries.map(([name, inner]) => [name, withoutImages(inner)]));
}

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return { text };
  }
}
