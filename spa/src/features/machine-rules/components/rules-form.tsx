import type { Blueprint } from '@cloudapp/contracts/blueprint';
import type { MachineRules } from '@cloudapp/contracts/machine-rules';
import { NumberInput, SimpleGrid, Skeleton, Stack, Switch, Text } from '@mantine/core';
import { lazy, Suspense, useState, type ReactNode, type SyntheticEvent } from 'react';
import { Section } from '../../../components/section.tsx';
import type { HolidayCountry } from '../../../modules/machines/components/holiday-fields.tsx';
import type { Tried } from '../api/rehearsal.ts';
import { IdleFields } from './idle-fields.tsx';
import { useSaveBar } from './save-bar.tsx';
import { areRulesStricter } from './stricter.ts';
import { bounds, consequenceOf, draftOf, rulesOf, type RulesDraft, type Typed } from './rules-draft.ts';

const UsualHoursSection = lazy(async () => ({
  default: (await import('./usual-hours-section.tsx')).UsualHoursSection,
}));

interface RulesFormProps {
  readonly rules: MachineRules;
  readonly blueprints: readonly Pick<Blueprint, 'id' | 'name'>[];
  /** Empty until they are known. */
  readonly countries: readonly HolidayCountry[];
  readonly pending: boolean;
  /** What came of the last change. */
  readonly outcome: ReactNode;
  /** Shows what something would have done. */
  readonly rehearsalOf: (tried: Tried) => ReactNode;
  readonly onSave: (rules: MachineRules) => void;
}

/** How long machines may run, how long they are kept while they are off, and which hours new ones get. */
export function RulesForm({ rules, blueprints, countries, pending, outcome, rehearsalOf, onSave }: RulesFormProps) {
  const [draft, setDraft] = useState<RulesDraft>(() => draftOf(rules));
  const change = (part: Partial<RulesDraft>) => {
    setDraft((old) => ({ ...old, ...part }));
  };
  const wanted = rulesOf(draft);
  const isChanged = wanted !== undefined && JSON.stringify(wanted) !== JSON.stringify(rulesOf(draftOf(rules)));
  const consequence = wanted && consequenceOf(rules, wanted);
  const tried = isChanged ? wanted : undefined;
  const { bar, submit: submitRules } = useSaveBar({
    label: 'Save rules',
    tried: tried && { rules: tried },
    isStricter: tried !== undefined && areRulesStricter(rules, tried),
    pending,
    outcome,
    rehearsalOf,
    onSave: () => {
      if (tried) onSave(tried);
    },
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    submitRules();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <Section
          title="Machines that are off"
          description="Their disks cost money. Owners are told three days and a day before."
        >
          <Stack gap="md">
            <Switch
              label="Delete machines that have been off for long"
              checked={draft.deletes}
              onChange={(event) => {
                change({ deletes: event.currentTarget.checked });
              }}
            />
            {draft.deletes && (
              <NumberInput
                {...whole}
                label="Days they are kept"
                description={`${bounds.leastDays} to ${bounds.mostDays}. Starting or keeping a machine begins them anew.`}
                min={bounds.leastDays}
                max={bounds.mostDays}
                value={draft.keptDays}
                onChange={(keptDays) => {
                  change({ keptDays });
                }}
              />
            )}
            {consequence !== undefined && (
              <Text size="sm" role="status">
                {consequence}
              </Text>
            )}
          </Stack>
        </Section>
        <IdleFields draft={draft} onChange={change} />
        <Section
          title="Longest time"
          description="For how many hours from now a machine may be let run, when it is launched, started or given more time."
        >
          <Stack gap="md">
            <SimpleGrid cols={{ base: 1, xs: 2 }} maw="34rem">
              <HoursInput
                label="Users"
                value={draft.userHours}
                onChange={(userHours) => {
                  change({ userHours });
                }}
              />
              <HoursInput
                label="Administrators"
                value={draft.adminHours}
                onChange={(adminHours) => {
                  change({ adminHours });
                }}
              />
            </SimpleGrid>
            <Text size="sm" c="dimmed">
              A blueprint may have a limit of its own. Of two limits the lower one holds.
            </Text>
            <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
              {blueprints.map(({ id, name }) => (
                <HoursInput
                  key={id}
                  label={name}
                  placeholder="No limit of its own"
                  value={draft.blueprintHours[id] ?? ''}
                  onChange={(hours) => {
                    change({ blueprintHours: { ...draft.blueprintHours, [id]: hours } });
                  }}
                />
              ))}
            </SimpleGrid>
          </Stack>
        </Section>
        <Suspense fallback={<Skeleton height={140} radius="lg" aria-busy="true" />}>
          <UsualHoursSection
            draft={draft.usualHours}
            countries={countries}
            onChange={(usualHours) => {
              change({ usualHours });
            }}
          />
        </Suspense>
        {bar}
      </Stack>
    </form>
  );
}

const whole = { maw: '16rem', allowDecimal: false, allowNegative: false } as const;

interface HoursInputProps {
  readonly label: string;
  readonly placeholder?: string;
  readonly value: Typed;
  readonly onChange: (hours: Typed) => void;
}

function HoursInput(props: HoursInputProps) {
  return <NumberInput {...whole} {...props} clampBehavior="strict" min={1} max={bounds.mostHours} suffix=" h" />;
}
