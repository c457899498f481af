import { Button, Group, Stack } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { Section } from '../../../components/section.tsx';
import { TextField } from '../../../components/text-field.tsx';
import { focusFirstInvalid } from '../../../lib/focus-first-invalid.ts';
import { readCode } from './read-code.ts';

interface CodeFormProps {
  /** The code with which nothing waits. */
  readonly unknown: string | undefined;
  readonly onCode: (code: string) => void;
}

/** Asks for the code that a program shows. */
export function CodeForm({ unknown, onCode }: CodeFormProps) {
  const [typed, setTyped] = useState('');
  const [isTried, setTried] = useState(false);
  const code = readCode(typed);
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (code === undefined) focusFirstInvalid(event.currentTarget);
    else onCode(code);
  };
  return (
    <Section
      title={unknown === undefined ? 'Which code does the program show?' : `Nothing waits with the code ${unknown}`}
      description={
        unknown === undefined
          ? 'A terminal shows one after cloudapp login.'
          : 'It may have been answered already, or waited for more than ten minutes. Then ask again in the terminal.'
      }
    >
      <form noValidate onSubmit={submit}>
        <Stack gap="md">
          <TextField
            label="Code"
            description="Eight letters, such as BCDF-GHJK."
            autoComplete="off"
            maxLength={20}
            maw={320}
            value={typed}
            error={isTried && code === undefined ? 'A code has eight letters.' : undefined}
            onChange={setTyped}
          />
          <Group>
            <Button type="submit">Go on</Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
