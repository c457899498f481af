import { Radio, Stack } from '@mantine/core';

interface RadioChoicesProps<T extends string> {
  readonly label: string;
  /** What can be chosen, in this order. */
  readonly choices: readonly T[];
  readonly labels: Readonly<Record<T, string>>;
  readonly meanings: Readonly<Record<T, string>>;
  readonly value: T;
  readonly onChange: (choice: T) => void;
}

/** A choice of one, each with what it means. */
export function RadioChoices<T extends string>(props: RadioChoicesProps<T>) {
  const { label, choices, labels, meanings, value, onChange } = props;
  return (
    <Radio.Group
      label={label}
      value={value}
      onChange={(chosen) => {
        const choice = choices.find((one) => one === chosen);
        if (choice !== undefined) onChange(choice);
      }}
    >
      <Stack gap="sm" my={6}>
        {choices.map((choice) => (
          <Radio key={choice} value={choice} label={labels[choice]} description={meanings[choice]} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
