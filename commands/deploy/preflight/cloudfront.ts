import { ListDistributionsCommand } from '@aws-sdk/client-cloudfront';
import type { Check } from './finding.ts';

const subject = 'CloudFront';

/**
 * Whether AWS lets the account use CloudFront. A new account must be "verified", which no API tells: only making a
 * distribution answers `AccessDenied: Your account must be verified before you can add new CloudFront resources`
 * (aws-samples/aws-cdk-examples#279). An account that has a distribution was let make one.
 */
export const cloudFront: Check = {
  subject,
  reads: ['cloudfront:ListDistributions'],
  find: async ({ clients }) => {
    const { DistributionList } = await clients.cloudFront.send(new ListDistributionsCommand({ MaxItems: 1 }));
    if ((DistributionList?.Items ?? []).length > 0) {
      return [{ subject, state: 'fine', found: 'The account has a distribution, so it is verified.' }];
    }
    return [
      {
        subject,
        state: 'unknown',
        found: 'There is no distribution yet; AWS only tells whether the account is verified when the first is made.',
        remedy:
          'Should the stack network fail with "Your account must be verified", ask for it in the Support Center ' +
          '(Account and billing, free of charge), then run this command again: it goes on from there.',
      },
    ];
  },
};
