import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blueprintDefinitionSchema, type BlueprintDefinition } from '@cloudapp/contracts/blueprint';
import { writeCloudConfig } from '@cloudapp/provision-instance/domain/cloud-config';
import { machineFileNames, renderCloudConfig, type MachineFiles } from '@cloudapp/provision-instance/domain/user-data';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { repository, venvDirectory } from '../layout.ts';
import { runCommand } from './real/run-command.ts';

const service = join(repository, 'microservices/provision-instance');
const machineFiles = Object.fromEntries(
  machineFileNames.map((name) => [name, readFileSync(join(service, 'machine', name), 'utf8')]),
) as MachineFiles;
const blueprint = blueprintDefinitionSchema.parse(parse(readFileSync(join(service, 'blueprints/redis.yaml'), 'utf8')));
const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIW7Tz0pN2cXAQ2m1r9d2Yx4yqk0l1m2n3o4p5q6r7s8';

/** As cloud-init reads it: `yaml.safe_load` of PyYAML, in Python alone. */
async function readByPyYaml(cloudConfig: string): Promise<unknown> {
  const program = 'import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin.buffer.read()), sys.stdout)';
  const { code, stdout, stderr } = await runCommand(join(venvDirectory, 'bin/python'), ['-c', program], cloudConfig);
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

const firstOfAstral = 0x10000;

/** Every code point but surrogates, each once; those beyond the first plane thinned, since no rule of YAML tells them apart. */
function codePoints(): string[] {
  const all: string[] = [];
  for (let point = 0; point <= 0x10ffff; point += 1) {
    const isSurrogate = point >= 0xd800 && point <= 0xdfff;
    const isEdgeOfPlane = point % 0x10000 < 16 || point % 0x10000 >= 0xfff0;
    if (!isSurrogate && (point < firstOfAstral || isEdgeOfPlane || point % 61 === 0))
      all.push(String.fromCodePoint(point));
  }
  return all;
}

const awkward = [
  ...[
    '',
    ' ',
    ' leading',
    'trailing ',
    '\t',
    '\ttab\t',
    '\n',
    '\r\n',
    'a\nb',
    'a\n---\nb',
    '---',
    '...',
    '--- a',
    '%YAML 1.1',
  ],
  ...[
    'null',
    '~',
    'yes',
    'No',
    'on',
    'y',
    '1',
    '0o7',
    '017',
    '1_000',
    '0x1f',
    '1e3',
    '.inf',
    '12:30:45',
    '2026-11-28',
    '=',
    '<<',
  ],
  ...[
    'a: b',
    'a #b',
    '# a',
    '- a',
    '? a',
    '[a]',
    '{a: b}',
    '*a',
    '&a',
    '!a',
    '!!python/object:os.system',
    '|',
    '>',
    '@a',
    '`a',
  ],
  ...[
    '"',
    "'",
    '\\',
    '\\"',
    '\\u2028',
    '\\\n',
    '"\n  b: c',
    'a\u0085b: c',
    'a\u2028runcmd: [x]',
    'a\u2029b',
    '\u{FEFF}a',
    'a\u{FFFE}b',
  ],
  ...[
    '\u0000',
    '\u001b[31m',
    '\u007f',
    '\u00a0',
    '\u{1F600}',
    '\u{10FFFF}',
    '\u{10000}',
    '\u{FFFF}',
    '## template: jinja',
    '{{ ds }}',
  ],
];

describe('PyYAML reads back of a cloud-config', () => {
  test('every text as it was, as a value and as a key', async () => {
    const values = [...awkward, codePoints().join('')];
    const config = { values, spaced: values.map((value) => ({ content: ` ${value} `, next: value })) };

    expect(await readByPyYaml(writeCloudConfig(config))).toEqual(config);
  });

  test('every code point that begins or ends a text or stands by itself', async () => {
    const values = codePoints().filter((point) => point < '\u{3100}' || point > '\u{ff00}');

    expect(await readByPyYaml(writeCloudConfig({ values }))).toEqual({ values });
  });

  test('what is no text as what it is', async () => {
    const config = { yes: true, no: false, count: 17, nothing: null, none: [], text: 'true' };

    expect(await readByPyYaml(writeCloudConfig(config))).toEqual(config);
  });
});

test('a cloud-config begins with its comment line and is printable ASCII', () => {
  const written = writeCloudConfig({ values: [...awkward, codePoints().join('')] });

  expect(written.startsWith('#cloud-config\n')).toBe(true);
  expect(written).toMatch(/^[\n\x20-\x7e]*$/);
});

describe('user-data', () => {
  const userDataSchema = z.looseObject({
    users: z.tuple([z.looseObject({ ssh_authorized_keys: z.array(z.string()) })]),
    write_files: z.array(z.looseObject({ path: z.string(), content: z.string() })),
  });
  const render = (overrides: Partial<BlueprintDefinition>, sshPublicKey = publicKey) =>
    renderCloudConfig({
      instanceId: 'mch_01k9x7m2q8v4n6b3c5d1f0g2h4',
      blueprint: { ...blueprint, ...overrides },
      reportsUrl: 'https://cloudapp.example.org/api/instances/mch_01k9x7m2q8v4n6b3c5d1f0g2h4',
      token: 't'.repeat(43),
      sshPublicKey,
      machineFiles,
    });
  const topLevel = ['users', 'disable_root', 'ssh_pwauth', 'ssh_genkeytypes', 'write_files', 'runcmd'];

  test('keeps every comment of a key to its one line in authorized_keys', async () => {
    const comment = codePoints().join('');

    const read = await readByPyYaml(render({}, `${publicKey} ${comment}`));

    const [key = ''] = userDataSchema.parse(read).users[0].ssh_authorized_keys;
    expect(Object.keys(read as object)).toEqual(topLevel);
    expect(key).toBe(`${publicKey} ${comment.replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ')}`);
  });

  test('carries every script and title of a blueprint to the character', async () => {
    const texts = [...awkward.filter((text) => text !== ''), codePoints().join('')];
    const steps = texts.map((text, index) => ({
      ...{ id: `step-${index}`, title: text, run: text },
      ...{ timeoutSeconds: 60, expectedSeconds: 1 },
    }));

    const read = await readByPyYaml(render({ steps }));

    const files = userDataSchema.parse(read).write_files;
    expect(Object.keys(read as object)).toEqual(topLevel);
    expect(files.filter(({ path }) => path.startsWith('/etc/cloudapp/steps/')).map(({ content }) => content)).toEqual(
      texts,
    );
    const plan: unknown = JSON.parse(files.find(({ path }) => path === '/etc/cloudapp/plan.json')?.content ?? '');
    expect(plan).toMatchObject({ steps: texts.map((title) => ({ title })) });
  });
});
