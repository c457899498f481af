import type { Blueprint, SizeId } from '@cloudapp/contracts/blueprint';
import type { ChosenKey, Instance } from '@cloudapp/contracts/instance';
import type { Launch } from '@cloudapp/contracts/launch';
import type { SshKey } from '@cloudapp/contracts/ssh-key';
import { usualHours } from '../../../modules/machines/components/hour-choices.ts';
import { initialKeyValues, keyValidation, type KeyValues } from '../../../modules/machines/components/key-values.ts';

/** What the launch form asks. */
export interface LaunchFormValues extends KeyValues {
  name: string;
  size: SizeId;
  durationHours: number;
}

/** What the form begins with when nothing is known of what is wanted. */
export function initialValues(blueprint: Blueprint, name: string, canGenerate: boolean): LaunchFormValues {
  return {
    name,
    size: blueprint.defaultSize,
    durationHours: 8,
    ...initialKeyValues(canGenerate),
  };
}

export const longestName = 60;

/** As much of a text as fits, by whole letters. */
export function beginning(text: string, length: number): string {
  const letters = Array.from(new Intl.Segmenter().segment(text));
  const over = letters.find(({ index, segment }) => index + segment.length > length);
  return text.slice(0, over?.index);
}

/** The name after this one: "web-2" after "web", "web-3" where there is a "web-2". */
export function nameAfter(name: string, taken: readonly string[]): string {
  const [, stem = name, number] = /^(.*?)(?:-(\d{1,4}))?$/u.exec(name) ?? [];
  const used = new Set(taken);
  for (let next = Number(number ?? 1) + 1; ; next += 1) {
    const ending = `-${next}`;
    const proposed = `${beginning(stem, longestName - ending.length)}${ending}`;
    if (!used.has(proposed)) return proposed;
  }
}

/** What the form begins with for another machine like this one, as far as the blueprint still offers it. */
export function valuesLike(
  values: LaunchFormValues,
  { blueprint, machine, savedKeys }: { blueprint: Blueprint; machine: Instance; savedKeys: readonly SshKey[] },
): LaunchFormValues {
  const { size, durationHours, sshKey } = machine;
  const key = savedKeys.find(({ id, isSaved }) => id === sshKey?.id && isSaved);
  return {
    ...values,
    ...(blueprint.sizes.some(({ id }) => id === size.id) && { size: size.id }),
    ...(usualHours.includes(durationHours) && { durationHours }),
    ...(key && { keySource: 'saved', savedKeyId: key.id }),
  };
}

/** Problems worth telling before asking the server; it checks again. */
export const validation = {
  name: (name: string) => {
    if (name.trim() === '') return 'Give the machine a name.';
    return name.trim().length > longestName ? 'Use at most 60 characters.' : null;
  },
  ...keyValidation,
};

/** What machines of a launch have in common: all but their names. */
export function launchChoices(blueprintId: string, { size, durationHours }: LaunchFormValues, key: ChosenKey) {
  return { blueprintId, size, durationHours, ...key };
}

export function launchBody(blueprintId: string, values: LaunchFormValues, key: ChosenKey): Launch {
  return { name: values.name.trim(), ...launchChoices(blueprintId, values, key) };
}
