import { NumberInput, Stack, Switch, Text } from '@mantine/core';
import { Section } from '../../../components/section.tsx';
import { bounds, type RulesDraft } from './rules-draft.ts';

interface IdleFieldsProps {
  readonly draft: Pick<RulesDraft, 'stopsIdle' | 'idleMinutes'>;
  readonly onChange: (part: Partial<RulesDraft>) => void;
}

/** Whether machines that are idle stop, and after how long. */
export function IdleFields({ draft, onChange }: IdleFieldsProps) {
  return (
    <Section
      title="Machines that are idle"
      description="Nobody types, no job runs, the processors and the network rest. An open connection that is silent is not use; a job that runs on by itself is."
    >
      <Stack gap="md">
        <Switch
          label="Stop machines that are idle"
          checked={draft.stopsIdle}
          onChange={(event) => {
            onChange({ stopsIdle: event.currentTarget.checked });
          }}
        />
        {draft.stopsIdle && (
          <>
            <NumberInput
              maw="16rem"
              allowDecimal={false}
              allowNegative={false}
              label="Minutes until they stop"
              description={`${bounds.leastIdle} to ${bounds.mostIdle.toLocaleString('en-GB')}.`}
              min={bounds.leastIdle}
              max={bounds.mostIdle}
              suffix=" min"
              value={draft.idleMinutes}
              onChange={(idleMinutes) => {
                onChange({ idleMinutes });
              }}
            />
            <Text size="sm" c="dimmed">
              A quarter of an hour before, owners are told by e-mail, on the page and on the machine itself, and can
              keep it. A machine that says nothing of itself is not stopped.
            </Text>
          </>
        )}
      </Stack>
    </Section>
  );
}
