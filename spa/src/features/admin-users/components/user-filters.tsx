import { Button, Group, NativeSelect } from '@mantine/core';
import { IconX } from '../../../components/icons.ts';
import { SearchField } from '../../../components/search-field.tsx';
import { lastSignInLabels, roleLabels, sizes, sortLabels, statusLabels } from './user-words.ts';

/** What narrows the list down or orders it, as the address has it; empty where nothing is chosen. */
export interface UserFiltersProps {
  /** What stands in the field. */
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly status: string;
  readonly role: string;
  readonly lastSignIn: string;
  /** Of which people alone are shown. */
  readonly group: string;
  readonly sort: string;
  readonly size: number;
  readonly onChange: (name: 'status' | 'role' | 'lastSignIn' | 'group' | 'sort' | 'size', value: string) => void;
}

/** Narrows the list of users, and orders it. */
export function UserFilters(props: UserFiltersProps) {
  const { search, onSearch, status, role, lastSignIn, group, sort, size, onChange } = props;
  const choices = [
    { name: 'status', label: 'Status', value: status, data: choicesOf(statusLabels, 'Every status') },
    { name: 'role', label: 'Role', value: role, data: choicesOf(roleLabels, 'Every role') },
    { name: 'lastSignIn', label: 'Last sign-in', value: lastSignIn, data: choicesOf(lastSignInLabels, 'Any sign-in') },
    { name: 'sort', label: 'Sort by', value: sort, data: choicesOf(sortLabels) },
    {
      name: 'size',
      label: 'Rows at once',
      value: String(size),
      data: sizes.map((rows) => ({ value: String(rows), label: `${rows} rows` })),
    },
  ] as const;
  return (
    <Group gap="sm">
      <SearchField
        label="Search users"
        placeholder="Search by name or e-mail"
        w={{ base: '100%', xs: 280 }}
        maxLength={100}
        value={search}
        onChange={onSearch}
      />
      {choices.map(({ name, label, value, data }) => (
        <NativeSelect
          key={name}
          aria-label={label}
          flex={{ base: '1 1 9rem', xs: 'none' }}
          value={value}
          data={data}
          onChange={(event) => {
            onChange(name, event.currentTarget.value);
          }}
        />
      ))}
      {group !== '' && (
        <Button
          variant="default"
          rightSection={<IconX size={14} aria-hidden />}
          aria-label={`Show other groups than ${group} too`}
          onClick={() => {
            onChange('group', '');
          }}
        >
          {group}
        </Button>
      )}
    </Group>
  );
}

function choicesOf(labels: Readonly<Record<string, string>>, all?: string) {
  const choices = Object.entries(labels).map(([value, label]) => ({ value, label }));
  return all === undefined ? choices : [{ value: '', label: all }, ...choices];
}
