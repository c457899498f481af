/** A success criterion of WCAG 2.2, level A or AA, and what shows that the pages meet it. */
export interface Criterion {
  readonly id: string;
  readonly name: string;
  readonly level: 'A' | 'AA';
  /** How it is met; or, with `absent`, why there is nothing that it asks for. */
  readonly how: string;
  readonly absent?: true;
  /** Where `how` says also what is not met. */
  readonly partly?: true;
  /** Tests as `file: title`, the title as it stands in the file. */
  readonly tests: readonly string[];
}

export function noMedia(id: string, name: string, level: Criterion['level']): Criterion {
  return { id, name, level, how: 'There is neither sound nor film.', absent: true, tests: [] };
}

export function noGestures(id: string, name: string, level: Criterion['level']): Criterion {
  return {
    id,
    name,
    level,
    how: 'Nothing asks for more than a press: no gesture, dragging or shaking.',
    absent: true,
    tests: [],
  };
}
