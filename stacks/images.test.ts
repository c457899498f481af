import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { dev } from '../config/dev.ts';
import { ofType, resourcesIn, synthesiseTexts, textOf } from './testing/synthesise.ts';

const resources = resourcesIn(synthesiseTexts(dev));

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html, aws/containers-roadmap#938: a volume is root's
// (0755) unless the image declares one at exactly this path, which then has the owner and mode of what is there.
it('nginx may write into each volume that its task gives it', () => {
  const task = textOf(ofType(resources, 'aws_ecs_task_definition')[0]?.attributes['container_definitions']);
  const image = readFileSync(join(import.meta.dirname, '../spa/Dockerfile'), 'utf8');
  const written = [...task.matchAll(/"containerPath" = "([^"]+)", "readOnly" = false/g)].map(([, path]) => path);
  const declared = [...image.matchAll(/^VOLUME (\S+)$/gm)].map(([, path]) => path);

  expect(task).toMatch(/"user" = "101", "readonlyRootFilesystem" = true/);
  expect(written).toEqual(['/tmp']);
  expect(declared).toEqual(written);
});

// https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
it('the registry counts releases, not what a push brings along', () => {
  const policies = ofType(resources, 'aws_ecr_lifecycle_policy').map(({ attributes }) => textOf(attributes['policy']));

  expect(policies.length).toBeGreaterThan(1);
  for (const policy of policies) {
    const { rules } = JSON.parse(policy) as { rules: { selection: Record<string, unknown> }[] };
    const counting = rules.filter(({ selection }) => selection['countType'] === 'imageCountMoreThan');

    expect(counting).toHaveLength(1);
    for (const { selection } of counting) {
      expect(selection).toMatchObject({ tagStatus: 'tagged', tagPatternList: ['*'], countNumber: 60 });
    }
  }
});
