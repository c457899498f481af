import type { Blueprint } from '@cloudapp/contracts/blueprint';
import type { MachineRules } from '@cloudapp/contracts/machine-rules';
import type { SshKey } from '@cloudapp/contracts/ssh-key';
import { Button, Radio, Stack, Text, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { lazy, Suspense } from 'react';
import { Section } from '../../../components/section.tsx';
import { formatHourlyPrice, formatMonthlyPrice } from '../../../lib/format/money.ts';
import { formatSize, formatSizeName } from '../../../lib/format/size.ts';
import { formatHours } from '../../../lib/format/time.ts';
import { KeyChoice } from '../../../modules/machines/components/key-choice.tsx';
import { hourChoices } from '../../../modules/machines/components/hour-choices.ts';
import { longestName, type LaunchFormValues } from './launch-form-values.ts';
import classes from './launch-view.module.css';

// Where administrators have set none it is not needed.
const UsualHoursNote = lazy(async () => ({ default: (await import('./usual-hours-note.tsx')).UsualHoursNote }));

interface LaunchFormProps {
  readonly form: UseFormReturnType<LaunchFormValues>;
  readonly blueprint: Blueprint;
  readonly savedKeys: readonly SshKey[];
  readonly canGenerate: boolean;
  readonly longestHours: number;
  /** The hours of the week that the machine gets, where it gets any. */
  readonly usualHours: MachineRules['usualHours'];
  /** The name of the machine that the form begins like. */
  readonly like: string | undefined;
  /** Absent where the quota has room for no more than one. */
  readonly onSeveral: (() => void) | undefined;
}

export function LaunchForm(props: LaunchFormProps) {
  const { form, blueprint, savedKeys, canGenerate, longestHours, usualHours, like, onSeveral } = props;
  return (
    <Section
      title="Your machine"
      description={like === undefined ? undefined : `Filled in like ${like}. Change what you want otherwise.`}
    >
      <Stack gap="xl">
        <TextInput
          label="Name"
          description="How you will find it again. You can keep the proposal."
          maxLength={longestName}
          maw={420}
          autoComplete="off"
          spellCheck={false}
          {...form.getInputProps('name')}
        />
        {onSeveral && (
          <Button variant="default" size="xs" mt={-24} style={{ alignSelf: 'flex-start' }} onClick={onSeveral}>
            Launch several
          </Button>
        )}
        <SizeChoice form={form} blueprint={blueprint} />
        <KeyChoice form={form} savedKeys={savedKeys} canGenerate={canGenerate} />
        <Stack gap="sm">
          <DurationChoice form={form} longestHours={longestHours} />
          {usualHours && (
            <Suspense>
              <UsualHoursNote hours={usualHours} />
            </Suspense>
          )}
        </Stack>
      </Stack>
    </Section>
  );
}

function SizeChoice({ form, blueprint }: Pick<LaunchFormProps, 'form' | 'blueprint'>) {
  return (
    <Radio.Group
      label="Size"
      description={`Each with a ${blueprint.diskGib} GB disk and a public address, which are in the price`}
      {...form.getInputProps('size')}
    >
      <div className={classes['choices']}>
        {blueprint.sizes.map((size) => (
          <Radio.Card key={size.id} value={size.id} className={classes['choice'] ?? ''}>
            <Text size="sm" fw={600}>
              {formatSizeName(size.id)}
            </Text>
            <Text size="sm">{formatSize(size)}</Text>
            <Text size="xs" c="dimmed" mt={6}>
              {formatHourlyPrice(size.costPerHour)}
              <br />
              {formatMonthlyPrice(size.costPerHour)}
            </Text>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  );
}

function DurationChoice({ form, longestHours }: Pick<LaunchFormProps, 'form' | 'longestHours'>) {
  return (
    <Radio.Group
      label="Runs for"
      description="Then it stops, so that nothing runs forgotten. Its disk is kept, and you can give it more time."
      value={`${Math.min(form.values.durationHours, longestHours)}`}
      onChange={(hours) => {
        form.setFieldValue('durationHours', Number(hours));
      }}
    >
      <div className={classes['durations']}>
        {hourChoices(longestHours).map((hours) => (
          <Radio.Card key={hours} value={`${hours}`} className={classes['duration'] ?? ''}>
            {formatHours(hours)}
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  );
}
