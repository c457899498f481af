import * as z from 'zod';
import type { Immutable } from './immutable.ts';

/** Bytes that only KMS can open again: AES-256-GCM under a data key that is itself encrypted. All base64. */
export const sealedSchema = z.object({ wrappedKey: z.string(), nonce: z.string(), tag: z.string(), data: z.string() });

export type Sealed = Immutable<z.infer<typeof sealedSchema>>;
