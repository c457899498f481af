import type { ColumnMeaning, ImportedColumn } from '@cloudapp/contracts/user';
import { NativeSelect, Stack, Text } from '@mantine/core';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Notice } from '../../../components/notice.tsx';
import classes from './users-list.module.css';

const meaningLabels: Readonly<Record<ColumnMeaning, string>> = {
  email: 'E-mail',
  name: 'Name',
  givenName: 'First name',
  familyName: 'Last name',
  role: 'Role',
  quota: 'Machine quota',
  group: 'Group',
  costCentre: 'Cost centre',
  none: 'Leave out',
};

interface ImportColumnsProps {
  readonly columns: readonly ImportedColumn[];
  /** What must be chosen before there are lines. */
  readonly fault: string | undefined;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onChange: (columns: ColumnMeaning[]) => void;
}

/** What each column of the file is taken for, with a choice where that is wrong or not sure. */
export function ImportColumns({ columns, fault, pending, error, onChange }: ImportColumnsProps) {
  if (columns.length === 0) return null;
  const isSure = fault === undefined && columns.every((column) => column.isSure);
  return (
    <Stack gap="sm" role="group" aria-label="Columns">
      {error instanceof Error && <ErrorNotice error={error} title="The lines could not be checked" />}
      {!isSure && (
        <Notice tone="warn" role="status" title="Look at the columns">
          <Text size="sm">
            {fault === undefined ? 'Not every heading says clearly what its column holds.' : `${sentence(fault)}.`}
          </Text>
        </Notice>
      )}
      <div className={classes['columns']}>
        {columns.map(({ heading, meaning, isSure: isKnown }, index) => (
          <NativeSelect
            // Two columns may have one heading.
            key={index}
            label={heading === '' ? `Column ${index + 1}` : heading}
            description={isKnown ? undefined : 'Not sure'}
            disabled={pending}
            value={meaning}
            data={Object.entries(meaningLabels).map(([value, label]) => ({ value, label }))}
            onChange={(event) => {
              const chosen = event.currentTarget.value as ColumnMeaning;
              onChange(columns.map((column, other) => (other === index ? chosen : column.meaning)));
            }}
          />
        ))}
      </div>
    </Stack>
  );
}

function sentence(fault: string): string {
  return fault.charAt(0).toUpperCase() + fault.slice(1);
}
