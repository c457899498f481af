import { TextInput, type TextInputProps } from '@mantine/core';

interface TextFieldProps extends Omit<TextInputProps, 'onChange'> {
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** A line that must be filled in; what may stay empty is what gets a mark here. */
export function TextField({ onChange, ...input }: TextFieldProps) {
  return (
    <TextInput
      required
      withAsterisk={false}
      {...input}
      onChange={(event) => {
        onChange(event.currentTarget.value);
      }}
    />
  );
}
