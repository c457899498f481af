import type { SignInSettings } from '@cloudapp/contracts/sign-in-settings';
import { Button, Group, NumberInput, Stack, Text } from '@mantine/core';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { Section } from '../../../components/section.tsx';
import { useNow } from '../../../lib/use-now.ts';
import {
  consequenceOf,
  demandLabels,
  demandMeanings,
  demandsInOrder,
  mostGraceDays,
  type Demand,
} from './demand-words.ts';
import { RadioChoices } from '../../../components/radio-choices.tsx';

interface DemandFormProps {
  readonly settings: SignInSettings;
  readonly pending: boolean;
  /** What came of the last change. */
  readonly outcome: ReactNode;
  readonly onSave: (demand: Pick<SignInSettings, 'secondFactorOf' | 'graceDays'>) => void;
}

/** Of whom a second factor is demanded, and how long they have to set it up. */
export function DemandForm({ settings, pending, outcome, onSave }: DemandFormProps) {
  const [of, setOf] = useState<Demand>(settings.secondFactorOf);
  const [days, setDays] = useState<number | string>(settings.graceDays);
  const isDays = typeof days === 'number';
  const isChanged = of !== settings.secondFactorOf || (of !== 'nobody' && days !== settings.graceDays);
  const now = useNow();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (isDays) onSave({ secondFactorOf: of, graceDays: days });
  };
  return (
    <Section
      title="Second factor"
      description="A code of an app or a passkey, besides the password: whoever learns a password cannot get in with it."
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          <RadioChoices
            label="Demand a second factor"
            choices={demandsInOrder}
            labels={demandLabels}
            meanings={demandMeanings}
            value={of}
            onChange={setOf}
          />
          {of !== 'nobody' && (
            <NumberInput
              label="Days to set it up"
              description="With 0, at once."
              maw="16rem"
              min={0}
              max={mostGraceDays}
              clampBehavior="strict"
              allowDecimal={false}
              allowNegative={false}
              value={days}
              onChange={setDays}
            />
          )}
          <Since settings={settings} />
          {isChanged && isDays && (
            <Text size="sm" role="status">
              {consequenceOf(of, days, now)}
            </Text>
          )}
          {outcome}
          <Group justify="flex-end">
            <Button type="submit" loading={pending} disabled={!isDays || !isChanged}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

function Since({ settings: { secondFactorOf, demandedSince } }: Pick<DemandFormProps, 'settings'>) {
  if (demandedSince === undefined) return null;
  return (
    <Text size="sm" c="dimmed">
      Demanded {demandLabels[secondFactorOf].toLowerCase()} since <RelativeTime instant={demandedSince} />.
    </Text>
  );
}
