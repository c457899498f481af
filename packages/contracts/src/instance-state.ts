import * as z from 'zod';

import { instanceStates } from './instance-lifecycle.ts';

export * from './instance-lifecycle.ts';

export const instanceStateSchema = z.enum(instanceStates).meta({ id: 'InstanceState' });
