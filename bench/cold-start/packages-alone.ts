import { join } from 'node:path';
import { build } from 'esbuild';
import { lambdaCode } from '../../stacks/product/bundle.ts';

const source = `
  import { SNSClient, PublishCommand } from '@aws-sdk/client-sns';
  import { pino } from 'pino';
  import * as z from 'zod';
  export const handler = [new SNSClient({}), PublishCommand, pino(), z.object({ text: z.string() })];`;

/** What every function is made of at the least, bundled as functions are: a client of AWS, a log and schemas. */
export async function bundlePackagesAlone(): Promise<Uint8Array> {
  const resolveDir = join(import.meta.dirname, '..', '..', 'functions');
  const { outputFiles } = await build({ ...lambdaCode, stdin: { contents: source, resolveDir } });
  const [file] = outputFiles;
  if (file === undefined) throw new Error('esbuild made nothing of what functions are made of');
  return file.contents;
}
