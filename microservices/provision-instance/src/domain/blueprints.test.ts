import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isFoundIn } from '@cloudapp/contracts/fold-text';
import { expect, it } from 'vitest';
import { parseBlueprintFile } from './blueprint-file.ts';

const folder = join(import.meta.dirname, '..', '..', 'blueprints');
const blueprints = readdirSync(folder).map((name) =>
  parseBlueprintFile(name, readFileSync(join(folder, name), 'utf8')),
);

const fetches =
  /\b(?:apt|apt-get|aptitude|dpkg|wget|(?:pip3?|pipx|npm|pnpm|yarn|gem|cargo|go) (?:install|add|download|get)|git (?:clone|pull|fetch)|docker pull|curl)\b/;
const byHelper = /\bcloudapp-get (?:debian|with) .*/g;
/** Tools of the machine itself are asked at its own address. */
const ofItself = /\bcurl [^|;]*"(?:\$url|http:\/\/\$CLOUDAPP_ADDRESS[:/])[^|;]*/g;

/** What a script gets from elsewhere by itself, which nothing would try again or explain. */
function fetchesOf(script: string): string[] {
  const commands = script.replaceAll('\\\n', ' ').split('\n');
  return commands
    .filter((line) => !/^\s*(?:#|echo )/.test(line))
    .map((line) => line.replaceAll(byHelper, '').replaceAll(ofItself, ''))
    .filter((line) => fetches.test(line));
}

it.each([
  'apt-get install --yes nginx',
  'true && apt install nginx',
  '/opt/python/bin/pip install numpy',
  'npm install --global pm2',
  'curl -fsSL https://example.org/key | gpg --dearmor',
  'wget https://example.org/file',
  'git clone https://example.org/repository',
])('sees that "%s" gets something by itself', (script) => {
  expect(fetchesOf(script)).toEqual([script]);
});

it.each(blueprints)('$id gets packages and downloads through cloudapp-get alone', ({ steps, check }) => {
  expect([...steps, check].flatMap(({ run }) => fetchesOf(run))).toEqual([]);
});

it.each(blueprints)('$id takes "url" for the machine’s own address', ({ steps, check }) => {
  const set = [...steps, check].flatMap(({ run }) => run.match(/\burl=.*/g) ?? []);

  for (const line of set) expect(line).toMatch(/^url="http:\/\/\$CLOUDAPP_ADDRESS:\d+"$/);
});

// Debian 12 left the care of the security team on 10 June 2026: https://www.debian.org/releases/bookworm/
it.each(blueprints)('$id stands on Debian 13, which the security team looks after', ({ baseImage }) => {
  expect(baseImage).toEqual({ name: 'Debian 13', parameter: '/aws/service/debian/release/13/latest/amd64' });
});

/** Everything that a blueprint tells people. */
const wordsOf = ({ summary, description, steps, login }: (typeof blueprints)[number]) =>
  [
    summary,
    description,
    login.firstSteps,
    ...steps.map(({ title }) => title),
    ...login.tools.map((tool) => tool.description),
  ]
    .join(' ')
    .replaceAll(/\s+/g, ' ');
const lasting =
  /\b(?:static|permanent|lasting|fixed|elastic|same) (?:public )?(?:ip|address)|\baddress (?:stays|remains|is kept)/i;

it.each(blueprints)('$id promises no address that lasts', (blueprint) => {
  expect(wordsOf(blueprint)).not.toMatch(lasting);
});

it.each(blueprints.filter((blueprint) => /certbot|certificate|https|domain/i.test(wordsOf(blueprint))))(
  '$id, which speaks of certificates, has the ports for them and says that the name has to be pointed anew',
  (blueprint) => {
    expect(blueprint.publicPorts).toEqual([80, 443]);
    expect(wordsOf(blueprint)).toMatch(/each start brings another one, .* point the name anew/);
  },
);

it.each([
  ['vscode', ['browser-ide']],
  ['db', ['postgresql', 'redis']],
  ['postgres', ['postgresql']],
  ['kubernetes', ['docker-host']],
  ['k8s', ['docker-host']],
  ['node', ['browser-ide', 'monitoring', 'nodejs']],
  ['jupyter', ['python-data-science']],
  ['machine learning', ['python-data-science']],
  ['remote desktop', ['browser-desktop']],
  ['apache', ['web-server']],
  ['mainframe', []],
])('the catalogue knows "%s"', (typed, ids) => {
  const found = blueprints.filter(({ name, summary, tags, keywords, login }) =>
    isFoundIn(typed, [name, summary, ...tags, ...keywords, ...login.tools.map((tool) => tool.name)]),
  );

  expect(found.map(({ id }) => id).sort()).toEqual(ids);
});
