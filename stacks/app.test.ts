import { servicePaths } from '@cloudapp/contracts/api';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { prod } from '../config/prod.ts';
import { anchorOf } from './constructs/alarm.ts';
import { imageNames } from './registry.ts';
import { ofType, resourcesIn, synthesiseTexts, textOf, type Resource } from './testing/synthesise.ts';

const repository = join(import.meta.dirname, '..');

describe('the stacks of prod', () => {
  let texts: Record<string, string>;
  let resources: Resource[];
  beforeAll(() => {
    texts = synthesiseTexts(prod);
    resources = resourcesIn(texts);
  });

  it('are the eight of the design', () => {
    expect(Object.keys(texts).sort()).toEqual(
      ['auth', 'cluster', 'data', 'network', 'observability', 'presentation', 'registry', 'services'].sort(),
    );
  });

  it('come out byte for byte the same twice', () => {
    expect(synthesiseTexts(prod)).toEqual(texts);
  });

  it('lock their state and refuse every account but one', () => {
    for (const text of Object.values(texts)) {
      expect(text).toContain('"use_lockfile": true');
      expect(text).toContain(`"allowed_account_ids": [\n          "${prod.account}"`);
    }
  });

  // No lock file is kept that would say which release of a provider is meant.
  it('name one release of each provider', () => {
    for (const text of Object.values(texts)) {
      const { terraform } = JSON.parse(text) as {
        terraform: { required_providers: Record<string, { version: string }> };
      };
      const versions = Object.values(terraform.required_providers).map(({ version }) => version);

      expect(versions.length).toBeGreaterThan(0);
      for (const version of versions) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    }
  });

  it('pass no value between each other that is called a secret', () => {
    for (const text of Object.values(texts)) {
      const { output = {} } = JSON.parse(text) as { output?: Record<string, unknown> };
      const names = Object.keys(output).filter((name) => /secret|token|password/i.test(name));

      // The one that is called so is the ARN of the key that encrypts secrets.
      expect(names.filter((name) => !/aws_kms_keysecrets-key_\w+arn$/.test(name))).toEqual([]);
    }
  });

  it('run only images of the commit', () => {
    const images = ofType(resources, 'kubernetes_deployment_v1', 'aws_ecs_task_definition').map(({ attributes }) =>
      textOf(attributes),
    );

    expect(images).toHaveLength(imageNames.length);
    for (const image of images) expect(image).toMatch(/:commit\\?"/);
  });

  it('tell nginx exactly the paths that the contracts give the services', () => {
    const [task] = ofType(resources, 'aws_ecs_task_definition');
    const [, paths = ''] = /SERVICES_PATHS.*?value\W+([\w|-]+)/.exec(textOf(task?.attributes)) ?? [];
    const expected = [...servicePaths].filter(([, service]) => service !== 'sign-in').map(([segment]) => segment);

    expect(paths.split('|').sort()).toEqual(expected.sort());
  });

  it('log nothing of what sign-ins carry', () => {
    const [workflow] = ofType(resources, 'aws_sfn_state_machine');
    const [settings] = ofType(resources, 'aws_api_gateway_method_settings');

    expect(workflow?.attributes).toMatchObject({
      logging_configuration: { include_execution_data: false, level: 'ERROR' },
    });
    expect(settings?.attributes).toMatchObject({ settings: { data_trace_enabled: false } });
  });

  it('write alarms whose remedy stands in docs/operations.md', () => {
    const headings = readFileSync(join(repository, 'docs/operations.md'), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('#'))
      .map((line) => anchorOf(line.replace(/^#+ /, '')));
    const alarms = ofType(resources, 'aws_cloudwatch_metric_alarm');

    expect(alarms.length).toBeGreaterThan(20);
    for (const { attributes } of alarms) {
      const [, anchor] = /operations\.md#([\w-]+)/.exec(textOf(attributes['alarm_description'])) ?? [];
      expect(headings).toContain(anchor);
    }
  });

  it('keep names within what AWS allows', () => {
    for (const { attributes } of ofType(resources, 'aws_lb', 'aws_lb_target_group')) {
      // Three characters shorter than the longest environment's name could make it.
      const longest = textOf(attributes['name']).replace('-prod-', '-123456789012-');
      expect(longest.length).toBeLessThanOrEqual(32);
    }
  });
});

describe('the sources of the stacks', () => {
  it.each(['.', 'constructs'])(
    '%s say what must be there first by dependsOn, since CDKTF drops node.addDependency',
    (folder) => {
      const files = readdirSync(join(import.meta.dirname, folder)).filter((file) => /(?<![.]test)[.]ts$/.test(file));
      const texts = files.map((file) => readFileSync(join(import.meta.dirname, folder, file), 'utf8'));

      expect(texts.filter((text) => text.includes('.node.addDependency('))).toEqual([]);
    },
  );

  it.each(readdirSync(import.meta.dirname).filter((file) => file.endsWith('.ts')))(
    '%s is at most 200 lines',
    (file) => {
      const lines = readFileSync(join(import.meta.dirname, file), 'utf8').split('\n');

      expect(lines.length).toBeLessThanOrEqual(201);
    },
  );

  it.each(readdirSync(join(import.meta.dirname, 'constructs')))(
    '%s reads neither the environment nor its name',
    (file) => {
      const text = readFileSync(join(import.meta.dirname, 'constructs', file), 'utf8');

      expect(text).not.toMatch(/process\.env|'prod'|'dev'/);
    },
  );
});
