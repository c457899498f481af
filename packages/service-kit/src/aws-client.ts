/**
 * Bounds of every AWS SDK client but DynamoDB's (which the data package opens): `new SNSClient(awsClientBounds)`.
 * Standard retry makes at most three attempts with jitter; a call that outlasts five seconds is a fault. The longest a
 * request can wait is thus 3 × (1 s + 5 s) and two short pauses, below the 20 s that servers give a request.
 */
export const awsClientBounds = {
  maxAttempts: 3,
  retryMode: 'standard',
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 5_000 },
} as const;
