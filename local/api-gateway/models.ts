import Ajv from 'ajv-draft-04';
import type { SignInApiDefinition } from '../../functions/login/definition.ts';

export type ModelValidator = (body: string) => boolean;

/** One validator for each model; API Gateway's models are JSON Schema draft 4. */
export function modelValidators(definition: SignInApiDefinition): ReadonlyMap<string, ModelValidator> {
  const ajv = new Ajv.default({ strict: true });
  return new Map(
    Object.entries(definition.models).map(([name, { schema }]) => {
      const validate = ajv.compile(schema);
      const isValid = (body: string): boolean => {
        try {
          return validate(JSON.parse(body));
        } catch {
          return false;
        }
      };
      return [name, isValid];
    }),
  );
}
