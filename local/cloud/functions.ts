import {
  CreateFunctionCommand,
  GetFunctionConfigurationCommand,
  PutFunctionEventInvokeConfigCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import { createHash } from 'node:crypto';
import { arn, names } from './names.ts';
import type { deadLetterQueues } from './messages.ts';

export interface FunctionSpec {
  part: string;
  zip: Uint8Array;
  variables: Readonly<Record<string, string>>;
  timeoutSeconds: number;
  memoryMib: number;
  /** Where asynchronous invocations go that failed after all retries. */
  deadLetterQueue?: (typeof deadLetterQueues)[number];
}

/** As the stacks set it; the emulator runs whatever `node` runs us. */
const RUNTIME = 'nodejs22.x';
const HANDLER = 'index.handler';

/** Makes a Lambda, or brings one up to date; untouched when code and settings are those it has. */
export async function deployFunction(lambda: LambdaClient, spec: FunctionSpec): Promise<void> {
  const FunctionName = names.function(spec.part);
  const present = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName })).catch((error: unknown) => {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
    throw error;
  });
  const settings = {
    FunctionName,
    Runtime: RUNTIME,
    Handler: HANDLER,
    Role: arn.role(spec.part),
    Timeout: spec.timeoutSeconds,
    MemorySize: spec.memoryMib,
    Environment: { Variables: spec.variables },
  } as const;
  if (present === undefined) {
    await lambda.send(new CreateFunctionCommand({ ...settings, Code: { ZipFile: spec.zip } }));
  } else {
    const sha256 = createHash('sha256').update(spec.zip).digest('base64');
    if (present.CodeSha256 !== sha256) {
      await lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: spec.zip }));
    }
    await lambda.send(new UpdateFunctionConfigurationCommand(settings));
  }
  if (spec.deadLetterQueue === undefined) return;
  await lambda.send(
    new PutFunctionEventInvokeConfigCommand({
      FunctionName,
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: { Destination: arn.queue(spec.deadLetterQueue) } },
    }),
  );
}
