import * as z from 'zod';
import type { Problem, ProblemCode } from './problem.ts';

const errorSchemaId = 'urn:ietf:params:scim:api:messages:2.0:Error';

/** What a directory is told more exactly than by the status (RFC 7644 §3.12, table 9). */
const scimTypes = {
  'filter-invalid': 'invalidFilter',
  'path-invalid': 'invalidPath',
  'value-invalid': 'invalidValue',
  'target-missing': 'noTarget',
  'invalid-request': 'invalidSyntax',
  'email-taken': 'uniqueness',
  'directory-has-it': 'uniqueness',
  'last-administrator': 'mutability',
  'break-glass-account': 'mutability',
  'administrator-kept': 'mutability',
} as const satisfies Partial<Record<ProblemCode, string>>;

export const scimErrorSchema = z
  .object({
    schemas: z.array(z.literal(errorSchemaId)).length(1),
    status: z.string().meta({ description: 'The HTTP status, as text.' }),
    scimType: z.enum([...new Set(Object.values(scimTypes))]).optional(),
    detail: z.string().optional(),
  })
  .meta({ id: 'ScimError', description: 'An error as a directory understands it (RFC 7644 §3.12).' });

export type ScimError = z.infer<typeof scimErrorSchema>;

/** A problem in SCIM's own form. */
export function scimError({ code, status, title, detail, errors = [] }: Problem): ScimError {
  const scimType = new Map<string, ScimError['scimType']>(Object.entries(scimTypes)).get(code);
  const fields = errors.map((error) => `${error.pointer} ${error.detail}`).join('; ');
  return {
    schemas: [errorSchemaId],
    status: `${status}`,
    ...(scimType && { scimType }),
    detail: detail ?? (fields === '' ? title : fields),
  };
}
