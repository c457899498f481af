/** A fault of the product, put in on purpose: the checker must find it. */
export interface Bug {
  readonly name: string;
  /** Puts it in. @returns what takes it out again */
  readonly put: () => () => void;
}

type Class = abstract new (...given: never[]) => object;
type Methods<Owner extends Class> = InstanceType<Owner>;

/**
 * Does something else in the place of one method of a class.
 * @param replace gets the method as it was, of the object that it is called of
 */
export function instead<Owner extends Class, Name extends keyof Methods<Owner> & string>(
  { prototype }: Owner,
  name: Name,
  replace: (original: Methods<Owner>[Name]) => Methods<Owner>[Name],
): () => () => void {
  type Method = (...given: unknown[]) => unknown;
  return () => {
    const methods = prototype as Record<Name, Method>;
    const original = methods[name];
    methods[name] = function (this: unknown, ...given) {
      const replaced: Method = replace(original.bind(this) as Methods<Owner>[Name]);
      return replaced(...given);
    };
    return () => {
      methods[name] = original;
    };
  };
}
