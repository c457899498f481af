import { loadImageParameters } from '../../../stacks/product/blueprints.ts';
import type { Answer, Call } from './recording-aws.ts';

const json = (value: unknown, status = 200): Answer => ({ status, body: JSON.stringify(value) });
export const errorAnswer = (name: string, status = 400): Answer => json({ __type: name, message: name }, status);

/** An account in which everything is as it should be, as far as the emulator cannot say so itself. */
export interface FakeAccount {
  readonly quotas: Record<string, number>;
  readonly images: readonly string[];
  readonly versions: readonly object[];
  /** What SES says of the account, and of the sender; undefined of one that it does not know. */
  readonly mail: { account: object; sender: object | undefined };
}

export const goodAccount = (): FakeAccount => ({
  quotas: {
    'L-B99A9384': 1000,
    'L-1216C47A': 64,
    'L-34B43A08': 64,
    'L-3032A538': 64,
    'L-36FBB829': 64,
    'L-0263D0A3': 50,
    'L-F678F1CE': 50,
  },
  images: loadImageParameters(),
  versions: [
    {
      versionStatus: 'STANDARD_SUPPORT',
      endOfStandardSupportDate: Date.parse('2099-01-01T00:00:00Z') / 1000,
    },
  ],
  mail: {
    account: { ProductionAccessEnabled: true, SendingEnabled: true, SendQuota: { Max24HourSend: 50_000 } },
    sender: { VerifiedForSendingStatus: true },
  },
});

/** What the emulator lacks: Service Quotas, EKS's list of versions, and AWS's public parameters. */
export function answerOf(account: FakeAccount, { operation, body }: Call): Answer | undefined {
  switch (operation) {
    case 'GetServiceQuota': {
      const { QuotaCode } = JSON.parse(body) as { QuotaCode: string };
      const Value = account.quotas[QuotaCode];
      return Value === undefined ? errorAnswer('NoSuchResourceException') : json({ Quota: { QuotaCode, Value } });
    }
    case 'GetAWSDefaultServiceQuota':
      return json({ Quota: { Value: 5 } });
    case 'GetParameters': {
      const { Names } = JSON.parse(body) as { Names: string[] };
      const found = Names.filter((name) => account.images.includes(name));
      return json({
        Parameters: found.map((Name) => ({ Name, Value: 'ami-0123456789abcdef0' })),
        InvalidParameters: Names.filter((name) => !found.includes(name)),
      });
    }
    case 'GET /v2/email/account':
      return json(account.mail.account);
    case 'GET /cluster-versions':
      return json({ clusterVersions: account.versions });
    default:
      return operation.startsWith('GET /v2/email/identities/') ? senderAnswer(account.mail.sender) : undefined;
  }
}

const senderAnswer = (sender: object | undefined) =>
  sender === undefined ? errorAnswer('NotFoundException', 404) : json(sender);
