import { beforeAll, describe, expect, it } from 'vitest';
import { dev } from '../../../config/dev.ts';
import { environmentSchema, type Environment } from '../../../config/environment.ts';
import { prod } from '../../../config/prod.ts';
import { resourcesIn, synthesiseTexts, type Resource } from '../../../stacks/testing/synthesise.ts';
import { closeClients, openClients } from '../clients.ts';
import { deploy } from '../deploy.ts';
import type { Deployment } from '../deployment.ts';
import type { Programs } from '../programs.ts';
import type { Surroundings } from '../surroundings.ts';
import { answerOf, errorAnswer, goodAccount, type FakeAccount } from '../testing/account.ts';
import { isRead, recordAws, type Answer, type Call } from '../testing/recording-aws.ts';
import { ToldError } from '../told-error.ts';

/** The emulator's own account; the network 198.51.100.0/24 is let in to the cluster's API. */
const environmentOf = (base: Environment): Environment =>
  environmentSchema.parse({
    ...base,
    account: '000000000000',
    cluster: { ...base.cluster, apiAllowedCidrs: ['198.51.100.0/24'] },
  });

interface World {
  readonly account: FakeAccount;
  /** Answers that come before those of the account. */
  answer: (call: Call) => Answer | undefined;
  environment: Environment;
  surroundings: Surroundings;
  /** What each program answers; an Error is what it fails with. */
  programs: Record<string, string | Error>;
  credentials?: 'none';
  repository?: string | undefined;
}

const goodWorld = (environment: Environment): World => ({
  repository: 'organisation/cloudapp',
  account: goodAccount(),
  answer: () => undefined,
  environment,
  surroundings: {
    addresses: () => ['192.0.2.7'],
    publicAddress: () => Promise.resolve('198.51.100.7'),
    reaches: () => Promise.resolve(true),
  },
  programs: {
    'terraform version': '{"terraform_version":"1.11.4"}',
    'aws --version': 'aws-cli/2.31.0 Python/3.13',
    'docker version': '28.0.0',
    'git status': '',
  },
});

/** Runs the command to where it asks about the cost, in a world that was spoiled. */
async function run(spoil: (world: World) => void, base: Environment, resources: readonly Resource[]) {
  const world = goodWorld(environmentOf(base));
  spoil(world);
  const aws = await recordAws(
    process.env['AWS_ENDPOINT_URL'] ?? '',
    (call) => world.answer(call) ?? answerOf(world.account, call),
  );
  const said: string[] = [];
  const shown: string[] = [];
  const programs: Programs = {
    read: (program, args) => {
      const answer = world.programs[`${program} ${args[0] ?? ''}`];
      if (answer === undefined) return Promise.reject(new ToldError(`${program} is not installed or not on the PATH.`));
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    show: (program, args) => {
      shown.push([program, ...args].join(' '));
      return Promise.resolve(0);
    },
  };
  const clients = openClients(world.environment.region, {
    endpoint: aws.url,
    ...(world.credentials === 'none' && {
      credentials: () => Promise.reject(Object.assign(new Error('none'), { name: 'CredentialsProviderError' })),
    }),
  });
  const deployment: Deployment = {
    environment: world.environment,
    options: { yes: false, ...(world.repository !== undefined && { repository: world.repository }) },
    resources,
    imageTag: 'a'.repeat(40),
    folder: '/nowhere',
    clients,
    programs,
    surroundings: world.surroundings,
    terminal: { say: (line) => said.push(line) },
    now: new Date('2026-11-28T12:00:00Z'),
  };
  const error: unknown = await deploy(deployment).catch((reason: unknown) => reason);
  closeClients(clients);
  await aws.close();
  return { told: error instanceof ToldError ? error.message : String(error), said: said.join('\n'), shown, aws };
}

const linesWith = (text: string, mark: string) => text.split('\n').filter((line) => line.startsWith(mark));

/** Everything that can be wrong, with what the table must say of it. */
const spoiled: Record<string, [spoil: (world: World) => void, named: RegExp]> = {
  'no credentials': [(world) => (world.credentials = 'none'), /Account .*no AWS credentials/],
  'expired credentials': [
    (world) => {
      world.answer = only('GetCallerIdentity', { status: 403, body: xmlError('ExpiredToken') });
    },
    /Account .*refuses the credentials: ExpiredToken/,
  ],
  'another account': [
    (world) => (world.environment = { ...world.environment, account: '222222222222' }),
    /Account .*Signed in to 000000000000, but \w+ is 222222222222/,
  ],
  'no terraform': [(world) => delete world.programs['terraform version'], /Terraform .*terraform nor tofu/],
  'an old terraform': [
    (world) => (world.programs['terraform version'] = '{"terraform_version":"1.9.8"}'),
    /Terraform .*1\.9\.8, but 1\.10/,
  ],
  'no AWS CLI': [(world) => delete world.programs['aws --version'], /AWS CLI .*aws is not installed/],
  'docker that does not run': [
    (world) => (world.programs['docker version'] = new ToldError('docker version failed: no daemon')),
    /Docker .*docker version failed/,
  ],
  'files that no commit has': [
    (world) => (world.programs['git status'] = ' M config/dev.ts'),
    /Commit .*1 files differ/,
  ],
  'no role that deploys': [(world) => (world.repository = undefined), /Deploying role .*no role cloudapp-\w+-deploy/],
  'too few Lambda executions': [(world) => (world.account.quotas['L-B99A9384'] = 9), /L-B99A9384.* 9 allowed/],
  'too few vCPU': [(world) => (world.account.quotas['L-1216C47A'] = 1), /L-1216C47A.* 1 allowed/],
  'too little Fargate': [
    (world) => Object.assign(world.account.quotas, { 'L-3032A538': 0, 'L-36FBB829': 0 }),
    /(L-3032A538|L-36FBB829).* 0 allowed/,
  ],
  'too few addresses': [(world) => (world.account.quotas['L-0263D0A3'] = 0), /L-0263D0A3.* 0 allowed/],
  'too few networks': [(world) => (world.account.quotas['L-F678F1CE'] = 2), /L-F678F1CE.* 2 allowed, \d+ taken/],
  'quotas that may not be read': [
    (world) => (world.answer = only('GetServiceQuota', errorAnswer('AccessDeniedException'))),
    /Quotas .*AccessDeniedException/,
  ],
  'a registry that may not be read': [
    (world) => (world.answer = only('DescribeImages', errorAnswer('AccessDeniedException'))),
    /Docker .*AccessDeniedException/,
  ],
  'CloudFront that may not be used': [
    (world) => (world.answer = only('GET /2020-05-31/distribution', { status: 403, body: xmlError('OptInRequired') })),
    /CloudFront .*OptInRequired/,
  ],
  'a zone that is missing': [
    (world) => (world.answer = only('DescribeAvailabilityZones', zonesAnswer(['eu-west-1a']))),
    /Zones .*eu-west-1a; \d needed/,
  ],
  'an image that is missing': [
    (world) => (world.account.images as string[]).pop(),
    /Image \/.*has no such public parameter/,
  ],
  'a Kubernetes version that EKS does not know': [
    (world) => (world.account.versions as object[]).pop(),
    /Kubernetes version .*does not offer/,
  ],
  'a Kubernetes version in extended support': [
    (world) => {
      (world.account.versions as object[])[0] = { versionStatus: 'EXTENDED_SUPPORT' };
    },
    /Kubernetes version .*EXTENDED_SUPPORT/,
  ],
  'SES that may not be asked': [
    (world) => (world.answer = only('GET /v2/email/account', errorAnswer('AccessDeniedException', 403))),
    /E-mails .*AccessDeniedException/,
  ],
  'a private cluster, seen from outside': [
    (world) => {
      const cluster = { ...world.environment.cluster, apiAllowedCidrs: [] };
      world.environment = { ...world.environment, cluster };
    },
    /The cluster's API .*private, and this computer is outside/,
  ],
  'a cluster that lets in others': [
    (world) => (world.surroundings = { ...world.surroundings, publicAddress: () => Promise.resolve('203.0.113.9') }),
    /The cluster's API .*not let in 203\.0\.113\.9/,
  ],
  'a cluster that does not answer': [
    (world) => {
      world.answer = clusterAnswers(['arn:aws:iam::000000000000:role/deployer'], 'deployer');
      world.surroundings = { ...world.surroundings, reaches: () => Promise.resolve(false) };
    },
    /The cluster's API .*cannot be reached/,
  ],
};

const only =
  (operation: string, answer: Answer) =>
  (call: Call): Answer | undefined =>
    call.operation === operation ? answer : undefined;

const sandbox = { ProductionAccessEnabled: false, SendingEnabled: true, SendQuota: { Max24HourSend: 200 } };

const xmlError = (code: string) =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error><RequestId>r</RequestId></ErrorResponse>`;

const zonesAnswer = (names: readonly string[]): Answer => ({
  body: `<DescribeAvailabilityZonesResponse><availabilityZoneInfo>${names
    .map((name) => `<item><zoneName>${name}</zoneName><zoneState>available</zoneState><zoneId>x</zoneId></item>`)
    .join('')}</availabilityZoneInfo></DescribeAvailabilityZonesResponse>`,
});

/** A cluster that is there, and who may use it. */
function clusterAnswers(entries: readonly string[], caller: string) {
  return ({ operation }: Call): Answer | undefined => {
    if (operation === 'GetCallerIdentity') {
      const arn = `arn:aws:sts::000000000000:assumed-role/${caller}/session`;
      return {
        body: `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>${arn}</Arn><Account>000000000000</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
      };
    }
    if (/^GET \/clusters\/[\w-]+$/.test(operation)) {
      return { body: JSON.stringify({ cluster: { endpoint: 'https://cluster.example.com' } }) };
    }
    if (operation.endsWith('/access-entries')) return { body: JSON.stringify({ accessEntries: entries }) };
    return undefined;
  };
}

it('names the quota of spot instances where nodes are such', async () => {
  const resources = resourcesIn(synthesiseTexts(environmentOf(dev)));

  const { said } = await run((world) => (world.account.quotas['L-34B43A08'] = 1), dev, resources);

  expect(linesWith(said, 'FAULT').join('\n')).toMatch(/^FAULT .*L-34B43A08.* 1 allowed; 2 needed/);
});

describe.each([dev, prod])('the preflight of $name', (base) => {
  let resources: Resource[];
  beforeAll(() => {
    resources = resourcesIn(synthesiseTexts(environmentOf(base)));
  });

  it('finds nothing to mend in an account that has everything, and says what AWS does not tell', async () => {
    const { told, said, aws, shown } = await run(() => undefined, base, resources);

    expect(linesWith(said, 'FAULT')).toEqual([]);
    expect(linesWith(said, 'UNKNOWN').join()).toMatch(/CloudFront .*no distribution yet/);
    expect(told).toBe('Nobody can be asked about the cost here: add --yes to agree.');
    expect(said).toMatch(/costs about \$\d+ a month/);
    expect(aws.calls.length).toBeGreaterThan(10);
    expect(aws.calls.filter((call) => !isRead(call))).toEqual([]);
    expect(shown).toEqual([]);
  });

  it.each(Object.entries(spoiled))('names %s, and has changed nothing', async (_what, [spoil, named]) => {
    const { told, said, aws, shown } = await run(spoil, base, resources);

    const [fault, ...others] = linesWith(said, 'FAULT');
    expect(fault).toMatch(named);
    expect(others).toEqual([]);
    expect(said).toMatch(new RegExp(`${named.source}.*\\n +→ \\w+`));
    expect(told).toBe('Nothing was changed: mend what is marked FAULT, then run this again.');
    expect(aws.calls.filter((call) => !isRead(call))).toEqual([]);
    expect(shown).toEqual([]);
  });

  it('lets a quota pass that is enough to begin with, and says how to get more', async () => {
    const { said } = await run((world) => (world.account.quotas['L-1216C47A'] = 8), base, resources);

    expect(linesWith(said, base.name === 'prod' ? 'TIGHT' : 'fine').join('\n')).toContain('L-1216C47A');
  });

  it('warns of a Kubernetes version whose support ends soon', async () => {
    const ending = { versionStatus: 'STANDARD_SUPPORT', endOfStandardSupportDate: Date.parse('2026-12-02') / 1000 };

    const { said } = await run((world) => ((world.account.versions as object[])[0] = ending), base, resources);

    expect(linesWith(said, 'TIGHT').join('\n')).toMatch(/Kubernetes version .*2026-12-02/);
  });

  it('says that e-mails will arrive where SES may send to everybody for a sender that is proven', async () => {
    const { said } = await run(() => undefined, base, resources);

    expect(linesWith(said, 'fine').join('\n')).toMatch(
      /E-mails .*out of its sandbox: 50000 a day[^]*E-mails .*may send for .*example\.com/,
    );
  });

  it.each([
    ['a sandbox', { account: { ...sandbox } }, /E-mails .*in its sandbox: 200 a day.*\n +→ Ask to leave it/],
    ['a pause', { account: { ...sandbox, SendingEnabled: false } }, /E-mails .*AWS has paused.*\n +→ The SES console/],
    [
      'no proof yet',
      { sender: { VerifiedForSendingStatus: false } },
      /E-mails .*waits for proof that .*\n +→ (Put|Open)/,
    ],
    ['no sender yet', { sender: undefined }, /E-mails .*does not know .* yet.*\n +→ Then: (Put|Open)/],
  ])('warns of %s, which keeps no deployment back', async (_what, mail, expected) => {
    const { said, told } = await run((world) => Object.assign(world.account.mail, mail), base, resources);

    expect(said).toMatch(expected);
    expect(linesWith(said, 'TIGHT').join('\n')).toContain('E-mails');
    expect(linesWith(said, 'FAULT')).toEqual([]);
    expect(told).toMatch(/^Nobody can be asked about the cost/);
  });

  it('asks nothing of SES where nobody is sent e-mails', async () => {
    const without = (world: World) => {
      world.environment = { ...world.environment, mail: undefined };
    };

    const { said, aws } = await run(without, base, resources);

    expect(linesWith(said, 'fine').join('\n')).toMatch(/E-mails .*None are sent to people/);
    expect(aws.calls.filter(({ operation }) => operation.includes('/email/'))).toEqual([]);
  });

  it('takes a cluster for reached that answers and knows who deploys', async () => {
    const entries = ['arn:aws:iam::000000000000:role/path/deployer'];

    const { said } = await run((world) => (world.answer = clusterAnswers(entries, 'deployer')), base, resources);

    expect(linesWith(said, 'fine').join('\n')).toMatch(/cluster\.example\.com answers[^]*It knows deployer/);
  });

  it('leaves it to the deployment to let in who deploys for the first time', async () => {
    const entries = ['arn:aws:iam::000000000000:role/other'];

    const { said } = await run((world) => (world.answer = clusterAnswers(entries, 'deployer')), base, resources);

    expect(linesWith(said, 'fine').join('\n')).toMatch(/deployer has no access entry yet: the stack cluster makes one/);
  });
});
