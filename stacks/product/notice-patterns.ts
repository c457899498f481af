import type { AuditAction } from '@cloudapp/contracts/audit';
import { noticeOfAction } from '@cloudapp/contracts/notice';

const insertOf = (image: object) => ({ eventName: ['INSERT'], dynamodb: { NewImage: image } });

const ofWebhooks = ['webhook-tested', 'webhook-sent-again'] as const satisfies AuditAction[];

const actions = [...Object.keys(noticeOfAction).filter((action) => action !== 'sign-in'), ...ofWebhooks];

/**
 * The entries of the audit log that people and webhooks are told of, as Lambda filters a stream: sign-ins only from a new browser.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 */
export const noticePatterns: readonly object[] = [
  insertOf({ action: { S: actions } }),
  insertOf({ action: { S: ['sign-in'] }, isFromNewBrowser: { BOOL: [true] } }),
];
