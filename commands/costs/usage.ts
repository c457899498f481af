import { machinePrices, publicAddressHour } from '@cloudapp/contracts/machine-prices';
import type { Region } from '../../config/regions.ts';
import { line, million, month, type Line } from './line.ts';
import { prices, pricesOf } from './prices.ts';

/** Requests that one person makes in a month: 22 days with 90 clicks of about one request each, and a sign-in a day for ten days. */
const requestsAPerson = 2000;
const signInsAPerson = 10;
/** What a request reads and writes in tables: session, user and what it is about; one in ten writes two items. */
const readsARequest = 3;
const writesARequest = 0.2;
const signInGib = 1769 / 1024;
const signInSeconds = 0.4;
const answerKib = 12;
const logKib = 1;
/** Disk of a machine, as most blueprints have it. */
const machineDiskGib = 16;

/** What more people cost. */
export function costsOfPeople(people: number, region: Region): Line[] {
  const local = pricesOf[region];
  const requests = people * requestsAPerson;
  const signIns = people * signInsAPerson;
  const gib = (requests * answerKib) / 1024 ** 2;
  const perSignIn =
    signInGib * signInSeconds * prices.lambdaGibSecond +
    (2 * prices.lambdaMillion + prices.expressWorkflowMillion + local.apiGatewayMillion) / million +
    (64 / 1024) * signInSeconds * prices.expressGibSecond;
  return [
    line('Requests to the web ACL', requests / million, 'million', prices.webAclRequestMillion),
    line('Requests to CloudFront', requests / 10_000, 'ten thousand', prices.cloudFrontRequest10000),
    line('Traffic from CloudFront', gib, 'GiB', prices.cloudFrontGib),
    line('Reads of tables', (requests * readsARequest) / million, 'million', 2 * local.tableReadMillion),
    line('Writes to tables', (requests * writesARequest) / million, 'million', 2 * local.tableWriteMillion),
    line('Sign-ins: API, workflow, Lambdas', signIns, 'sign-ins', perSignIn),
    line('Logs', (4 * requests * logKib) / 1024 ** 2, 'GiB', local.logGib),
  ];
}

/** What a user's machine costs besides its size. */
export function costsOfMachine(region: Region): Line[] {
  return [
    line('Public address of a running machine', 1, 'addresses', month(publicAddressHour)),
    line('Disk of a machine, stopped too', machineDiskGib, 'GiB', machinePrices[region].diskGibMonth),
  ];
}
