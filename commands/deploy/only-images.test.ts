import { expect, it } from 'vitest';
import { changesBesidesImages } from './only-images.ts';

const change = (
  type: string,
  actions: string[],
  before: object | null,
  after: object | null,
  unknown: object = {},
) => ({
  resource_changes: [{ address: `${type}.one`, type, change: { actions, before, after, after_unknown: unknown } }],
});
const pods = (image: string, more: object = {}) => ({
  spec: [{ template: [{ spec: [{ container: [{ name: 'x', image, ...more }] }] }] }],
});
const task = (image: string, more: object = {}) => ({
  container_definitions: JSON.stringify([{ name: 'nginx', image, ...more }]),
  cpu: '256',
});

it('lets other images of pods and tasks pass, and what follows from them', () => {
  const { resource_changes: list } = change('kubernetes_deployment_v1', ['update'], pods('a'), pods('b'));
  const anew = { arn: true, id: true, revision: true, arn_without_revision: true };
  const plan = {
    resource_changes: [
      ...list,
      ...change('aws_ecs_task_definition', ['delete', 'create'], task('a'), task('b'), anew).resource_changes,
      ...change(
        'aws_ecs_service',
        ['update'],
        { task_definition: 'a', name: 'x' },
        { name: 'x' },
        { task_definition: true },
      ).resource_changes,
      ...change('aws_iam_role', ['no-op'], { a: 1 }, { a: 1 }).resource_changes,
      ...change('aws_vpc', ['read'], null, { a: 1 }).resource_changes,
    ],
  };

  expect(changesBesidesImages(plan)).toEqual([]);
  expect(changesBesidesImages({})).toEqual([]);
});

it.each([
  [
    'a variable of pods',
    change('kubernetes_deployment_v1', ['update'], pods('a'), pods('b', { env: [{ name: 'X' }] })),
  ],
  ['pods that are made anew', change('kubernetes_deployment_v1', ['delete', 'create'], pods('a'), pods('b'))],
  ['pods that are removed', change('kubernetes_deployment_v1', ['delete'], pods('a'), null)],
  ['a user of a task', change('aws_ecs_task_definition', ['delete', 'create'], task('a'), task('b', { user: '0' }))],
  [
    'the size of a task',
    change('aws_ecs_task_definition', ['delete', 'create'], task('a'), { ...task('b'), cpu: '512' }),
  ],
  ['a task that is removed', change('aws_ecs_task_definition', ['delete'], task('a'), null)],
  ['the network of a service', change('aws_ecs_service', ['update'], { subnets: ['a'] }, { subnets: ['b'] })],
  ['what only the deployment tells', change('aws_ecs_service', ['update'], { x: 1 }, {}, { x: true })],
  ['another kind of resource', change('aws_dynamodb_table', ['update'], { a: 1 }, { a: 2 })],
  ['something new', change('aws_ecs_service', ['create'], null, { task_definition: 'a' })],
])('names %s', (_what, plan) => {
  expect(changesBesidesImages(plan)).toHaveLength(1);
});
