import type { Role } from '@cloudapp/contracts/user';
import { NativeSelect, NumberInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { maxQuota, roleLabels, roleMeanings } from './user-words.ts';

export interface RoleAndQuota {
  readonly role: Role;
  /** A text while the field holds no number. */
  readonly quota: number | string;
}

interface RoleAndQuotaFieldsProps {
  readonly value: RoleAndQuota;
  readonly onChange: (value: RoleAndQuota) => void;
  readonly quotaDescription: ReactNode;
}

export function isQuota(quota: number | string): quota is number {
  return typeof quota === 'number' && Number.isInteger(quota) && quota >= 0 && quota <= maxQuota;
}

export function RoleAndQuotaFields({ value, onChange, quotaDescription }: RoleAndQuotaFieldsProps) {
  return (
    <>
      <NativeSelect
        label="Role"
        description={roleMeanings[value.role]}
        data={Object.entries(roleLabels).map(([role, label]) => ({ value: role, label }))}
        value={value.role}
        onChange={(event) => {
          onChange({ ...value, role: event.currentTarget.value as Role });
        }}
      />
      <NumberInput
        label="Machine quota"
        description={quotaDescription}
        min={0}
        max={maxQuota}
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="strict"
        value={value.quota}
        error={isQuota(value.quota) ? undefined : `A whole number from 0 to ${maxQuota}`}
        onChange={(quota) => {
          onChange({ ...value, quota });
        }}
      />
    </>
  );
}
