/** The policy of a bucket, in JSON, which refuses plain HTTP whatever else `statements` allow. */
export function tlsOnlyPolicy(bucketArn: string, statements: readonly object[] = []): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'TlsOnly',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [bucketArn, `${bucketArn}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      ...statements,
    ],
  });
}
