import type { Answerer } from '@cloudapp/contracts/route';
import { forEachService, serviceNames } from '@cloudapp/contracts/service';
import { welcomeLink } from '@cloudapp/contracts/welcome-link';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { serviceVariables, type ServiceInputs } from '../stacks/variables/services.ts';
import { startApiGateway } from './api-gateway/api-gateway.ts';
import { bundleFunction, bundleService } from './build/bundle.ts';
import { buildSite } from './build/site.ts';
import { ensureAdministrator } from './cloud/administrator.ts';
import { rootClients } from './cloud/clients.ts';
import { startCredentialsServer, type CredentialsServer } from './cloud/credentials-server.ts';
import { Credentials } from './cloud/credentials.ts';
import { publicImageParameters, readBlueprints } from './cloud/images.ts';
import { arn, environment } from './cloud/names.ts';
import { functionNames, type FunctionName } from '../stacks/variables/functions.ts';
import { serviceInputs, provisionCloud } from './cloud/provision.ts';
import { companyBeside } from './company/company.ts';
import { chooseMachines, startMachines, type MachineChoice } from './machines.ts';
import { startGateway } from './gateway/gateway.ts';
import { repository, venvDirectory } from './layout.ts';
import { originOf } from './origin.ts';
import { portNameOf } from './install/settings.js';
import type { ProductRun } from './product-run.ts';
import { serveMailbox } from './mailbox/mailbox.ts';
import { readMessages } from './mailbox/messages.ts';
import { ensureMiniStack } from './ministack/installation.ts';
import { startMiniStack } from './ministack/mini-stack.ts';
import { newRootKey, type RootKey } from './ministack/root-key.ts';
import { writeReadyFile } from './ready-file.ts';
import { onThisMachine, serviceBundle, serviceEntry, startService } from './services.ts';
import type { Settings } from './settings.ts';

const SAVE_SECONDS = 30;

/** Starts everything, in the order in which one thing needs another, building what can be built meanwhile. */
export async function startProduct(run: ProductRun): Promise<void> {
  const { settings, layout, parts, report } = run;
  const publicOrigin = originOf(settings.port);
  const bundles = bundleFunctions();
  const services = bundleServices();
  const site = buildSite(repository);
  for (const work of [...Object.values(bundles), services, site]) work.catch(() => undefined); // awaited below

  const blueprints = await readBlueprints(join(repository, 'microservices', 'provision-instance', 'blueprints'));
  const chosen = await chooseMachines(run);
  const rootKey = newRootKey(); // of this run alone; each part works with keys of its own role
  const emulatorUrl = await startEmulator(run, rootKey, publicImageParameters(blueprints), chosen.environment);
  const clients = rootClients(emulatorUrl, rootKey);
  const keys = await provisionCloud(clients, { publicOrigin, blueprints, bundles });
  report('the local cloud is provisioned: tables, bucket, topics, roles, Lambdas, state machine');

  const credentials = new Credentials(clients, rootKey);
  credentials.knowRoot();
  for (const part of functionNames) credentials.knowFunction(arn.function(part), arn.role(part));
  const ec2Url = await startMachines(run, chosen.backend, blueprints, credentials);
  const credentialsServer = await startCredentialsServer(settings.credentialsPort, serviceNames, (part) =>
    credentials.assumeFor('pods.eks.amazonaws.com', arn.role(part)),
  );
  parts.add('credentials', async () => {
    credentialsServer.close();
    return Promise.resolve();
  });
  await services;
  const inputs = serviceInputs(keys, { blueprints, publicOrigin });
  const surroundings = { emulatorUrl, ec2Url, inputs, machines: chosen };
  await startServices(run, surroundings, credentialsServer);

  const apiGateway = await startApiGateway({
    port: settings.apiGatewayPort,
    pageOrigin: publicOrigin,
    emulatorUrl,
    credentials: () => credentials.assumeFor('apigateway.amazonaws.com', arn.role('login-api')),
    log: appendTo(layout.logFile('api-gateway')),
  });
  parts.add('API Gateway', apiGateway.close);
  const { directory, wasBuilt } = await site;
  if (wasBuilt) report('the pages are built');
  const gateway = await startGateway({
    port: settings.port,
    siteDirectory: directory,
    upstreams: upstreamsOf(settings, apiGateway.url),
  });
  parts.add('gateway', gateway.close);

  const mailbox = await serveMailbox(settings.mailboxPort, () => readMessages(emulatorUrl, rootKey));
  parts.add('mailbox', mailbox.close);

  const start = { pid: process.pid, url: publicOrigin, emulatorUrl, ec2Url, rootKey };
  const administrator = await ensureAdministrator({
    emulatorUrl,
    rootKey,
    email: settings.adminEmail,
    file: layout.administrator,
    invitationHours: environment.signIn.invitationHours,
    onFirstUse: async () => {
      await writeReadyFile(layout.readyFile, { ...start, adminEmail: settings.adminEmail });
    },
  });
  parts.add('administrator', administrator.close);
  const ofCompany = await companyBeside(run, { emulatorUrl, rootKey, secretsKeyId: keys.secrets });
  const { email: adminEmail, invitation } = administrator;
  const adminPassword = invitation?.oneTimePassword;
  await writeReadyFile(layout.readyFile, { ...start, adminEmail, adminPassword });
  report(`CloudApp is ready: ${publicOrigin}`);
  report(
    invitation === undefined
      ? `administrator ${adminEmail}, who has chosen a password`
      : `administrator ${adminEmail} chooses a password, once, at ${welcomeLink(publicOrigin, { email: adminEmail, ...invitation })}`,
  );
  report(`e-mails that it sends are at ${mailbox.url}`);
  ofCompany.forEach(report);
  report('Ctrl-C stops it; what you did is kept');
}

function appendTo(logFile: string): (line: string) => void {
  const stream = createWriteStream(logFile, { flags: 'a', mode: 0o600 });
  return (line) => stream.write(`${line}\n`);
}

function bundleFunctions(): Record<FunctionName, Promise<Uint8Array>> {
  const bundle = (part: FunctionName): [FunctionName, Promise<Uint8Array>] => [
    part,
    bundleFunction(join(repository, 'functions', part, 'handler.ts')),
  ];
  return Object.fromEntries(functionNames.map(bundle)) as Record<FunctionName, Promise<Uint8Array>>;
}

async function bundleServices(): Promise<void> {
  await Promise.all(serviceNames.map((part) => bundleService(serviceEntry(part), serviceBundle(part))));
}

async function startEmulator(
  { settings, layout, lock, parts, report }: ProductRun,
  rootKey: RootKey,
  publicParameters: Record<string, string>,
  reachingMachines: Record<string, string>,
): Promise<string> {
  const python = await ensureMiniStack(venvDirectory, report);
  const logFile = layout.logFile('emulator');
  const emulator = await startMiniStack({
    python,
    port: settings.emulatorPort,
    directory: layout.emulator,
    logFile,
    isAuthEnforced: true,
    rootKey,
    lambdaEnvironment: {
      ...reachingMachines,
      AWS_ENDPOINT_URL_EC2: `http://127.0.0.1:${settings.ec2Port}`,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
    publicParameters,
    saveEverySeconds: SAVE_SECONDS,
  });
  await lock.noteChild(emulator.pid);
  parts.addChild(emulator, logFile);
  report('the AWS emulator runs');
  return emulator.url;
}

interface ServiceSurroundings {
  emulatorUrl: string;
  ec2Url: string;
  inputs: ServiceInputs;
  machines: MachineChoice;
}

async function startServices(
  { settings, layout, lock, parts, report }: ProductRun,
  { inputs, machines, emulatorUrl, ec2Url }: ServiceSurroundings,
  credentials: CredentialsServer,
): Promise<void> {
  await Promise.all(
    serviceNames.map(async (part) => {
      const port = settings[portNameOf(part)];
      const variables: Record<string, string> = serviceVariables(environment, onThisMachine(port), inputs)[part];
      if (part === 'provision-instance') variables['BOOT_EVENTS_ORIGIN'] = machines.bootEventsOrigin;
      const logFile = layout.logFile(part);
      const child = await startService({
        part,
        port,
        variables,
        credentials,
        logFile,
        emulatorUrl,
        ec2Url,
        reachingMachines: machines.environment,
      });
      await lock.noteChild(child.pid);
      parts.addChild(child, logFile);
    }),
  );
  report(`the services run: ${serviceNames.join(', ')}`);
}

function upstreamsOf(settings: Settings, apiGatewayUrl: string): Record<Answerer, string> {
  const ofServices = forEachService((service) => `http://127.0.0.1:${settings[portNameOf(service)]}`);
  return { 'sign-in': apiGatewayUrl, ...ofServices };
}
