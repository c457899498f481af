import { TextInput, type TextInputProps } from '@mantine/core';
import { IconSearch } from './icons.ts';

interface SearchFieldProps extends Omit<TextInputProps, 'label' | 'onChange' | 'type'> {
  /** Names the field for assistive technology; the placeholder says the same to the eye. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

export function SearchField({ label, onChange, ...input }: SearchFieldProps) {
  return (
    <TextInput
      {...input}
      type="search"
      aria-label={label}
      leftSection={<IconSearch size={16} aria-hidden />}
      onChange={(event) => {
        onChange(event.currentTarget.value);
      }}
    />
  );
}
