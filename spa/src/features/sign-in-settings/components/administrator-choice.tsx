import type { User } from '@cloudapp/contracts/user';
import { Radio, Stack, Text } from '@mantine/core';
import { SearchField } from '../../../components/search-field.tsx';

interface AdministratorChoiceProps {
  readonly administrators: readonly User[];
  /** Whether there are more than these, or fewer were searched for. */
  readonly isSearchable: boolean;
  readonly search: string;
  readonly onSearch: (text: string) => void;
  readonly id: string | undefined;
  readonly fault: string | undefined;
  readonly onChoose: (id: string) => void;
}

/** Which administrator gets in by a password when passwords are off. */
export function AdministratorChoice(props: AdministratorChoiceProps) {
  const { administrators, isSearchable, search, onSearch, id, fault, onChoose } = props;
  return (
    <Stack gap="xs">
      <Radio.Group
        label="Account for emergencies"
        description="An active administrator who has a password. It cannot be disabled or deleted while it is this one."
        error={fault}
        value={id ?? null}
        onChange={onChoose}
      >
        <Stack gap="sm" my={6}>
          {isSearchable && (
            <SearchField
              label="Search administrators"
              placeholder="Search administrators"
              maw="24rem"
              maxLength={100}
              value={search}
              onChange={onSearch}
            />
          )}
          {administrators.map((user) => (
            <Radio
              key={user.id}
              value={user.id}
              label={user.name}
              description={user.email}
              aria-invalid={fault !== undefined}
            />
          ))}
        </Stack>
      </Radio.Group>
      {administrators.length === 0 && (
        <Text size="sm" c="dimmed" role="status">
          No active administrator matches.
        </Text>
      )}
    </Stack>
  );
}
