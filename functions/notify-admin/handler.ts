import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { callSettings, patience } from '@cloudapp/service-kit/aws-client';
import { loadEnvironment } from '@cloudapp/service-kit/environment';
import { createLogger } from '@cloudapp/service-kit/logger';
import { environmentSchema } from './environment.ts';
import { signedInSchema, signInMessage } from './message.ts';

const environment = loadEnvironment(environmentSchema, process.env);
const logger = createLogger('notify-admin', environment.LOG_LEVEL);
const sns = new SNSClient(callSettings(patience.background));

/** Called without waiting by the state machine; when it fails, Lambda tries again and then keeps the event. */
export async function handler(event: unknown): Promise<void> {
  const signedIn = signedInSchema.parse(event);
  const message = signInMessage(signedIn, environment.PUBLIC_ORIGIN);
  await sns.send(new PublishCommand({ TopicArn: environment.ADMIN_LOGINS_TOPIC_ARN, ...message }));
  logger.info({ userId: signedIn.user.id, sessionId: signedIn.sessionId }, 'administrators were told');
}
