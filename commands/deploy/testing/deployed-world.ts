import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTableInput } from '@cloudapp/data/testing/test-tables';
import { tableName, tables, type TablePart } from '@cloudapp/data/tables';
import { randomUUID } from 'node:crypto';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { dev } from '../../../config/dev.ts';
import { environmentSchema, type Environment } from '../../../config/environment.ts';
import { buildApp } from '../../../stacks/app.ts';
import { prefixOf } from '../../../stacks/names.ts';
import { closeClients, openClients } from '../clients.ts';
import type { Deployment } from '../deployment.ts';
import type { DeployOptions } from '../options.ts';
import { openPrograms } from '../programs.ts';
import { answerOf, errorAnswer, goodAccount } from './account.ts';
import { recordAws, type Answer, type Call } from './recording-aws.ts';
import { makeStandIns, type StandIns } from './stand-ins.ts';

export const imageTag = 'b'.repeat(40);

/** An account on the emulator, stand-ins for the programs, and a page that answers as the deployed product does. */
export interface DeployedWorld {
  readonly environment: Environment;
  readonly standIns: StandIns;
  readonly said: string[];
  readonly calls: readonly Call[];
  readonly deployment: (options?: Partial<DeployOptions>, tag?: string) => Deployment;
  readonly close: () => Promise<void>;
}

/** Writes the stacks into a folder, for `makeDeployedWorld`; one serves all tests of a file. */
export function synthesiseTemplate(folder: string): void {
  buildApp(dev, { imageTag }, { outdir: folder }).synth();
}

export async function makeDeployedWorld(template: string): Promise<DeployedWorld> {
  // Buckets, roles and tables carry the environment's name: a name of its own keeps each test to itself.
  const name = `d${randomUUID().replaceAll('-', '').slice(0, 10)}`;
  const environment = environmentSchema.parse({ ...dev, name, account: '000000000000' });
  const standIns = makeStandIns();
  cpSync(template, standIns.synthesised, { recursive: true });
  const emulator = process.env['AWS_ENDPOINT_URL'] ?? '';
  const account = goodAccount();
  const aws = await recordAws(emulator, (call) => registryAnswer(standIns, call) ?? answerOf(account, call));
  const page = await startPage();
  standIns.write('origin', `http://127.0.0.1:${(page.address() as AddressInfo).port}`);
  const clients = openClients(environment.region, { endpoint: aws.url });
  const said: string[] = [];
  const tablesOfTest = await makeTables(environment);
  return {
    environment,
    standIns,
    said,
    calls: aws.calls,
    deployment: (options = {}, tag = imageTag) => ({
      environment,
      options: { yes: true, repository: 'organisation/cloudapp', ...options },
      resources: [],
      imageTag: tag,
      folder: join(standIns.synthesised, '../out'),
      clients,
      programs: openPrograms(standIns.variables),
      surroundings: {
        addresses: () => ['10.40.9.9'],
        publicAddress: () => Promise.resolve(undefined),
        reaches: () => Promise.resolve(true),
      },
      terminal: { say: (line) => said.push(line), ask: () => Promise.resolve('y') },
      now: new Date(),
    }),
    close: async () => {
      closeClients(clients);
      await aws.close();
      page.close();
      await tablesOfTest.remove();
      standIns.remove();
    },
  };
}

/** The registry has what the stand-in of Docker pushed. */
function registryAnswer(standIns: StandIns, { operation, body }: Call): Answer | undefined {
  if (operation === 'GetAuthorizationToken') {
    const authorizationToken = Buffer.from('AWS:registry-password').toString('base64');
    const proxyEndpoint = 'https://registry.example.com';
    return { body: JSON.stringify({ authorizationData: [{ authorizationToken, proxyEndpoint }] }) };
  }
  if (operation === 'DescribeTaskDefinition') {
    const image = standIns.read('running');
    if (image === '') return errorAnswer('ClientException');
    return { body: JSON.stringify({ taskDefinition: { containerDefinitions: [{ image }] } }) };
  }
  if (operation !== 'DescribeImages') return undefined;
  const { repositoryName, imageIds } = JSON.parse(body) as { repositoryName: string; imageIds: { imageTag: string }[] };
  const image = `${repositoryName}:${imageIds[0]?.imageTag ?? ''}`;
  const pushes = standIns.read('pushed').split('\n');
  if (!pushes.includes(image)) return errorAnswer('ImageNotFoundException');
  const digest = Buffer.from(image).toString('hex').padEnd(64, '0').slice(-64);
  return { body: JSON.stringify({ imageDetails: [{ imageDigest: `sha256:${digest}` }] }) };
}

/** Answers what the smoke test expects. */
async function startPage(): Promise<Server> {
  const server = createServer(({ url = '' }, answer) => {
    if (url === '/') answer.end('<title>CloudApp</title>');
    else if (url === '/api/openapi.json') answer.end('{"openapi":"3.1.0"}');
    else if (url === '/api/auth/login') answer.writeHead(401).end('{"code":"authentication-error"}');
    else answer.writeHead(401).end('{"code":"session-required"}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** The tables that the stack `data` would make. */
async function makeTables(environment: Environment): Promise<{ remove: () => Promise<void> }> {
  const client = new DynamoDBClient();
  const parts = Object.keys(tables) as TablePart[];
  const nameOf = (part: TablePart) => tableName(prefixOf(environment), part);
  await Promise.all(
    parts.map(async (part) => await client.send(new CreateTableCommand(createTableInput(nameOf(part), tables[part])))),
  );
  return {
    remove: async () => {
      await Promise.all(
        parts.map(async (part) => await client.send(new DeleteTableCommand({ TableName: nameOf(part) }))),
      );
      client.destroy();
    },
  };
}
