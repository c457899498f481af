import type { Blueprint, SizeId } from '@cloudapp/contracts/blueprint';
import type { Launch } from '@cloudapp/contracts/instance';
import { foldText } from '@cloudapp/contracts/fold-text';
import { readSshPublicKey } from '@cloudapp/contracts/ssh-public-key';

/** What the launch form asks. */
export interface LaunchFormValues {
  name: string;
  size: SizeId;
  durationHours: number;
  keySource: 'new' | 'saved' | 'pasted';
  savedKeyId: string;
  pastedKey: string;
}

export const durations = [1, 4, 8, 24, 72, 168, 720] as const;

export function initialValues(blueprint: Blueprint, name: string, canGenerate: boolean): LaunchFormValues {
  return {
    name,
    size: blueprint.defaultSize,
    durationHours: 8,
    keySource: canGenerate ? 'new' : 'pasted',
    savedKeyId: '',
    pastedKey: '',
  };
}

/** What is wrong with a pasted key, in a sentence; null when a machine can be given it. */
export function pastedKeyProblem(text: string): string | null {
  if (text.trim() === '') return 'Paste your public key.';
  const key = readSshPublicKey(text);
  return 'line' in key ? null : `This key ${key.reason}.${key.isPrivate ? ' Nothing of it was sent.' : ''}`;
}

/** Problems worth telling before asking the server; it checks again. */
export const validation = {
  name: (name: string) => {
    if (name.trim() === '') return 'Give the machine a name.';
    return name.trim().length > 60 ? 'Use at most 60 characters.' : null;
  },
  savedKeyId: (id: string, { keySource }: LaunchFormValues) =>
    keySource === 'saved' && id === '' ? 'Choose one of your keys.' : null,
  pastedKey: (key: string, { keySource }: LaunchFormValues) => (keySource === 'pasted' ? pastedKeyProblem(key) : null),
};

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
  return ['cloudapp', slug === '' ? 'machine' : slug, unique].join('-');
}

export function launchBody(
  blueprintId: string,
  values: LaunchFormValues,
  key: Pick<Launch, 'sshPublicKey' | 'sshKeyName'>,
): Launch {
  return {
    blueprintId,
    name: values.name.trim(),
    size: values.size,
    durationHours: values.durationHours,
    ...key,
  };
}
