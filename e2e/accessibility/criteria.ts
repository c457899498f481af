import type { Criterion } from './criterion.ts';
import { operable } from './operable.ts';
import { perceivable } from './perceivable.ts';
import { robust } from './robust.ts';
import { understandable } from './understandable.ts';

/** All of levels A and AA. @see https://www.w3.org/TR/WCAG22/ */
export const criteria: readonly Criterion[] = [...perceivable, ...operable, ...understandable, ...robust];
