import type { Blueprint } from '@cloudapp/contracts/blueprint';
import type { SshKey } from '@cloudapp/contracts/ssh-key';
import { Radio, NativeSelect, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { UseFormReturnType } from '@mantine/form';
import { Section } from '../../../components/section.tsx';
import { formatHourlyPrice, formatMonthlyPrice } from '../../../lib/format/money.ts';
import { formatSize, formatSizeName } from '../../../lib/format/size.ts';
import { formatHours } from '../../../lib/format/time.ts';
import { KeyChoice } from './key-choice.tsx';
import { durations, type LaunchFormValues } from './launch-form-values.ts';
import classes from './launch-view.module.css';

interface LaunchFormProps {
  readonly form: UseFormReturnType<LaunchFormValues>;
  readonly blueprint: Blueprint;
  readonly savedKeys: readonly SshKey[];
  readonly canGenerate: boolean;
}

export function LaunchForm({ form, blueprint, savedKeys, canGenerate }: LaunchFormProps) {
  return (
    <Section title="Your machine">
      <Stack gap="xl">
        <TextInput
          label="Name"
          description="How you will find it again. You can keep the proposal."
          maxLength={60}
          maw={420}
          autoComplete="off"
          spellCheck={false}
          {...form.getInputProps('name')}
        />
        <SizeChoice form={form} blueprint={blueprint} />
        <KeyChoice form={form} savedKeys={savedKeys} canGenerate={canGenerate} />
        <DurationChoice form={form} />
      </Stack>
    </Section>
  );
}

function SizeChoice({ form, blueprint }: Pick<LaunchFormProps, 'form' | 'blueprint'>) {
  return (
    <Radio.Group label="Size" description={`Each with a ${blueprint.diskGib} GB disk`} {...form.getInputProps('size')}>
      <div className={classes['choices']} style={{ marginTop: 10 }}>
        {blueprint.sizes.map((size) => (
          <Radio.Card
            key={size.id}
            value={size.id}
            className={classes['choice'] ?? ''}
            aria-label={`${formatSizeName(size.id)}, ${formatSize(size)}, ${formatHourlyPrice(size.pricePerHour)}`}
          >
            <Text size="sm" fw={600}>
              {formatSizeName(size.id)}
            </Text>
            <Text size="sm">{formatSize(size)}</Text>
            <Text size="xs" c="dimmed" mt={6}>
              {formatHourlyPrice(size.pricePerHour)}
              <br />
              {formatMonthlyPrice(size.pricePerHour)}
            </Text>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  );
}

function DurationChoice({ form }: Pick<LaunchFormProps, 'form'>) {
  const isPhone = useMediaQuery('(max-width: 48em)') ?? false;
  const options = durations.map((hours) => ({ value: `${hours}`, label: formatHours(hours) }));
  const value = `${form.values.durationHours}`;
  const onChange = (hours: string) => {
    form.setFieldValue('durationHours', Number(hours));
  };
  const description = 'Then it stops, so that nothing runs forgotten. Its disk is kept, and you can give it more time.';
  if (isPhone) {
    return (
      <NativeSelect
        label="Runs for"
        description={description}
        data={options}
        value={value}
        onChange={(event) => {
          onChange(event.currentTarget.value);
        }}
      />
    );
  }
  return (
    <Stack gap={6} role="group" aria-labelledby="duration-label" aria-describedby="duration-description">
      <div>
        <Text id="duration-label" size="sm" fw={500}>
          Runs for
        </Text>
        <Text id="duration-description" size="xs" c="dimmed">
          {description}
        </Text>
      </div>
      <SegmentedControl aria-label="Runs for" data={options} value={value} onChange={onChange} maw={640} />
    </Stack>
  );
}
