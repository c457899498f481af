import { machinesEnvironment } from '@cloudapp/machines/environment';
import { commonEnvironment } from '@cloudapp/service-kit/environment';
import * as z from 'zod';

/** What the stacks give this function. */
export const environmentSchema = z.object({ ...commonEnvironment, ...machinesEnvironment });

export type Environment = z.infer<typeof environmentSchema>;
