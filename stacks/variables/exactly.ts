/**
 * `variables`, which must have all of `Contract` and nothing besides: TypeScript alone lets through what a spread object
 * brings along, and nobody would ever read it.
 */
export const exactly =
  <Contract>() =>
  <Given extends Contract>(
    variables: Given & Readonly<Record<Exclude<keyof Given, keyof Contract>, never>>,
  ): Contract =>
    variables;
