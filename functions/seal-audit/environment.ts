import { commonEnvironment } from '@cloudapp/service-kit/environment';
import * as z from 'zod';

/** What the stacks give this function. */
export const environmentSchema = z.object({ ...commonEnvironment });
