import * as z from 'zod';

/**
 * The answer of a route that sends more than anybody should hold at once: text that is sent while it is made, as fast as it is taken. When it
 * ends too early its sender could not go on, and the connection is cut.
 */
export const sentInParts = z.object({
  mediaType: z.string(),
  /** What browsers call the file. */
  fileName: z.string().regex(/^[\w.-]+$/),
  parts: z.custom<AsyncIterable<string>>((value) => typeof value === 'object' && value !== null),
});
