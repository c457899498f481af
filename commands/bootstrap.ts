import { IAMClient } from '@aws-sdk/client-iam';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import * as z from 'zod';
import { loadEnvironment } from '../config/index.ts';
import { bootstrapEnvironment } from './bootstrap-environment.ts';

// npx tsx commands/bootstrap.ts ENV OWNER/REPOSITORY — see docs/operations.md, "First deployment".

const environment = loadEnvironment(process.argv[2]);
const repository = z
  .string()
  .regex(/^[\w.-]+\/[\w.-]+$/, 'must be OWNER/REPOSITORY')
  .parse(process.argv[3]);
const { region } = environment;
const clients = { iam: new IAMClient({ region }), s3: new S3Client({ region }), sts: new STSClient({ region }) };
const { bucket, roleArn } = await bootstrapEnvironment(clients, environment, repository);
process.stdout.write(`State: s3://${bucket}\nAWS_ROLE_ARN: ${roleArn ?? ''}\nAWS_REGION: ${region}\n`);
