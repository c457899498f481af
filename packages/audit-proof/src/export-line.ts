import * as z from 'zod';
import { rootSchema } from './root.ts';
import { sealSchema } from './seal.ts';

const headerSchema = z.object({
  kind: z.literal('header'),
  format: z.literal('cloudapp-audit-export/1'),
  /** The first and the last day (UTC) that it has. */
  from: z.iso.date(),
  to: z.iso.date(),
  exportedAt: z.iso.datetime(),
  /** The key that the exporter says roots are signed with; whoever verifies has it from elsewhere. */
  key: z.object({ arn: z.string(), fingerprint: z.string(), pem: z.string() }),
  /** The root of the day before the first. */
  rootBefore: rootSchema.nullable(),
});

const daySchema = z.object({ kind: z.literal('day'), day: z.iso.date(), root: rootSchema.nullable() });
const entrySchema = z.object({
  kind: z.literal('entry'),
  sk: z.string(),
  /** All that is stored of it; absent where only its seal is left. */
  entry: z.record(z.string(), z.unknown()).optional(),
  /** Absent where it is not sealed yet, or never was. */
  seal: sealSchema.optional(),
});
const endSchema = z.object({
  kind: z.literal('end'),
  /** How many lines of entries there are. */
  lines: z.int().min(0),
});

/** One line of an export: a header, then each day with its entries in the order of their keys, then an end. */
export const exportLineSchema = z.discriminatedUnion('kind', [headerSchema, daySchema, entrySchema, endSchema]);

export type ExportLine = Readonly<z.output<typeof exportLineSchema>>;
export type ExportHeader = Readonly<z.output<typeof headerSchema>>;
