import { serviceEnvironment } from '@cloudapp/service-kit/environment';
import * as z from 'zod';

export const environmentSchema = z.object(serviceEnvironment);

export type Environment = z.infer<typeof environmentSchema>;
