import '@mantine/core/styles/Popover.css';
import '@mantine/core/styles/Combobox.css';
import { Select, Text } from '@mantine/core';

export interface FoundPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string | undefined;
  readonly isDeleted: boolean;
}

export interface PersonSearch {
  /** What stands in the field. */
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly found: readonly FoundPerson[];
  /** Whether more match than are listed. */
  readonly hasMore: boolean;
  readonly isSearching: boolean;
  readonly hasFailed: boolean;
  /** The one who is chosen. */
  readonly chosen: Pick<FoundPerson, 'id' | 'name'> | undefined;
}

interface PersonFieldProps extends PersonSearch {
  /** An empty id is everybody. */
  readonly onChange: (id: string) => void;
}

/** Anybody, also who is deleted, found by typing. */
export function PersonField({ onChange, ...search }: PersonFieldProps) {
  const { text, onText, found, chosen, isSearching } = search;
  const people = new Map(found.map((person) => [person.id, person]));
  const names = new Map(found.map(({ id, name }) => [id, name]));
  if (chosen) names.set(chosen.id, chosen.name);
  return (
    <Select
      label="Person"
      placeholder="Everybody"
      w={{ base: '100%', xs: 240 }}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': 'Everybody' }}
      // Beside its field, so that it belongs to the page's landmarks.
      comboboxProps={{ withinPortal: false }}
      // The list itself scrolls: within it, an area of its own would have to take the focus.
      withScrollArea={false}
      styles={{ options: { maxHeight: 220, overflowY: 'auto' } }}
      // The server has searched already.
      filter={({ options }) => options}
      data={[...names].map(([value, label]) => ({ value, label }))}
      value={chosen?.id ?? null}
      searchValue={text}
      onSearchChange={onText}
      onChange={(id) => {
        onChange(id ?? '');
      }}
      nothingFoundMessage={isSearching ? 'Searching' : 'Nobody found by this name or e-mail'}
      error={search.hasFailed && 'The people could not be looked up'}
      description={search.hasMore && text !== '' && text !== chosen?.name ? 'More match: type more' : undefined}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      renderOption={({ option }) => <PersonOption name={option.label} person={people.get(option.value)} />}
    />
  );
}

function PersonOption({ name, person }: { readonly name: string; readonly person: FoundPerson | undefined }) {
  return (
    <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
      <Text size="sm">{person?.isDeleted === true ? `${name} (deleted)` : name}</Text>
      {/* Not dimmed: the accent lies under the option that the keyboard is at. */}
      {person?.email !== undefined && (
        <Text size="xs" c="inherit">
          {person.email}
        </Text>
      )}
    </div>
  );
}
