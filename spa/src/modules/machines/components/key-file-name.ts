import { foldText } from '@cloudapp/contracts/fold-text';
import { madeHere } from './key-file.ts';

/** The longest part of a machine's name in its key's file name. */
const longestSlug = 40;

/**
 * The file that holds a key's private part, named like the key. Letters that not every system takes in a file name are left out, all
 * of them in most scripts: what keeps two files apart is `unique`.
 */
export function keyFileName(machineName: string, unique: string): string {
  const slug = foldText(machineName)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longestSlug)
    .replace(/^-|-$/g, '');
  return `${madeHere}${[slug === '' ? 'machine' : slug, unique].join('-')}`;
}
