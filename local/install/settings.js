// Plain JavaScript on Node's built-ins: what `npm start` was told is known before any package is installed.
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const microservices = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'microservices');
/** The list in `packages/contracts` cannot be read yet; a test shows that it names these folders. */
const services = readdirSync(microservices, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();
const firstServicePort = 4571;

/** The setting of a service's port, such as `viewStatsPort`. */
export const portNameOf = (service) => `${service.replaceAll(/-(.)/g, (_, letter) => letter.toUpperCase())}Port`;

/** Each a port on 127.0.0.1, with what it is unless it is told otherwise. */
export const ports = {
  port: 8080,
  mailboxPort: 4565,
  emulatorPort: 4566,
  ec2Port: 4567,
  apiGatewayPort: 4568,
  credentialsPort: 4569,
  companyPort: 4570,
  ...Object.fromEntries(services.map((service, index) => [portNameOf(service), firstServicePort + index])),
};

/** What each setting means: its name, what its value is, and a line for whoever asks. */
const meanings = [
  ['port', 'PORT', `where people open CloudApp (${ports.port})`],
  ['machines', 'simulated|real', 'real ones need Linux, root, systemd-nspawn and debootstrap (real where possible)'],
  ['machineSpeed', 'FACTOR', 'how many times faster than believable simulated machines are, 0.1 to 1000 (1)'],
  ['maxMachines', 'NUMBER', 'how many may run at once (50 simulated or 8 real ones)'],
  ['adminEmail', 'ADDRESS', 'the first administrator, whose one-time password is printed (admin@cloudapp.local)'],
  ['directory', 'PATH', 'where everything is kept (.local)'],
  ['sso', '', 'a company beside it, whose people sign in by OpenID Connect'],
  ['reset', '', 'begins anew: forgets everything but what was downloaded'],
  ['emulatorPort', 'PORT', `the AWS emulator (${ports.emulatorPort})`],
  ['ec2Port', 'PORT', `the stand-in for EC2 (${ports.ec2Port})`],
  ['apiGatewayPort', 'PORT', `the stand-in for API Gateway (${ports.apiGatewayPort})`],
  ['credentialsPort', 'PORT', `where services get their AWS credentials (${ports.credentialsPort})`],
  ['mailboxPort', 'PORT', `where e-mails are read (${ports.mailboxPort})`],
  ['companyPort', 'PORT', `the company of --sso (${ports.companyPort})`],
  ...services.map((service) => [portNameOf(service), 'PORT', `the service ${service} (${ports[portNameOf(service)]})`]),
];

const names = meanings.map(([name]) => name);
/** Those that are told by their name alone. */
const switches = meanings.filter(([, value]) => value === '').map(([name]) => name);
const dashed = (name) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** As an argument. */
export const flagOf = (name) => `--${dashed(name)}`;
const options = Object.fromEntries(
  names.map((name) => [dashed(name), { type: switches.includes(name) ? 'boolean' : 'string' }]),
);
/** As an environment variable. */
export const variableOf = (name) => `CLOUDAPP_${dashed(name).replaceAll('-', '_').toUpperCase()}`;

/** `undefined` unless the arguments ask for help. */
export function helpFor(args) {
  if (!args.includes('--help') && !args.includes('-h')) return undefined;
  const rows = meanings.map(([name, value, says]) => [`${flagOf(name)} ${value}`.trimEnd(), says]);
  const width = Math.max(...rows.map(([flag]) => flag.length));
  return [
    'npm start -- [SETTING …]: the whole of CloudApp on this computer.',
    '',
    ...rows.map(([flag, says]) => `  ${flag.padEnd(width)}  ${says}`),
    '',
    `Each can be an environment variable instead, such as ${variableOf('port')} or ${variableOf('machineSpeed')}.`,
  ].join('\n');
}

/** What was told, as text; arguments win over the environment. A setting that does not exist is a sentence. */
export function givenSettings(args, environment) {
  return { ...fromEnvironment(environment), ...fromArguments(args) };
}

function fromEnvironment(environment) {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[variableOf(name)];
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
}

function fromArguments(args) {
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  return Object.fromEntries(
    tokens.map((token) => {
      if (token.kind === 'option') return [nameOf(token.rawName), valueOf(token)];
      throw noSetting(token.kind === 'positional' ? token.value : '--');
    }),
  );
}

function noSetting(given) {
  return new Error(`There is no setting ${given}; there are: ${names.map(flagOf).join(', ')}.`);
}

function nameOf(flag) {
  const name = names.find((one) => flag === flagOf(one));
  if (name === undefined) throw noSetting(flag);
  return name;
}

function valueOf({ rawName, value }) {
  const given = value ?? (switches.map(flagOf).includes(rawName) ? 'true' : undefined);
  if (given === undefined) throw new Error(`The setting ${rawName} needs a value.`);
  return given;
}
