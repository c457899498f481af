import type { Blueprint, SizeId } from '@cloudapp/contracts/blueprint';
import type { ChosenKey, Launch } from '@cloudapp/contracts/instance';
import { initialKeyValues, keyValidation, type KeyValues } from '../../../modules/machines/components/key-values.ts';

/** What the launch form asks. */
export interface LaunchFormValues extends KeyValues {
  name: string;
  size: SizeId;
  durationHours: number;
}

export const durations = [1, 4, 8, 24, 72, 168, 720] as const;

export function initialValues(blueprint: Blueprint, name: string, canGenerate: boolean): LaunchFormValues {
  return {
    name,
    size: blueprint.defaultSize,
    durationHours: 8,
    ...initialKeyValues(canGenerate),
  };
}

/** Problems worth telling before asking the server; it checks again. */
export const validation = {
  name: (name: string) => {
    if (name.trim() === '') return 'Give the machine a name.';
    return name.trim().length > 60 ? 'Use at most 60 characters.' : null;
  },
  ...keyValidation,
};

export function launchBody(blueprintId: string, values: LaunchFormValues, key: ChosenKey): Launch {
  return {
    blueprintId,
    name: values.name.trim(),
    size: values.size,
    durationHours: values.durationHours,
    ...key,
  };
}
