import type { Blueprint } from '@cloudapp/contracts/blueprint';
import type { Instance } from '@cloudapp/contracts/instance';
import type { MachineRules } from '@cloudapp/contracts/machine-rules';
import type { SshKey } from '@cloudapp/contracts/ssh-key';
import type { User } from '@cloudapp/contracts/user';
import { Group, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { lazy, Suspense, useState, type ComponentType } from 'react';
import { BackLink } from '../../../components/back-link.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Page } from '../../../components/page.tsx';
import { paths } from '../../../lib/paths.ts';
import { proposeName } from '../../../lib/propose-name.ts';
import { canGenerateKeys } from '../../../lib/ssh-key/can-generate-keys.ts';
import { focusFirstInvalid } from '../../../lib/focus-first-invalid.ts';
import { useKeepTyped, useTyped } from '../../../lib/kept-form.ts';
import { BlueprintIcon } from '../../../modules/blueprints/components/blueprint-icon.tsx';
import { BlueprintContents } from './blueprint-contents.tsx';
import { initialValues, nameAfter, validation, valuesLike, type LaunchFormValues } from './launch-form-values.ts';
import { LaunchForm } from './launch-form.tsx';
import { LaunchSummary, type LaunchSummaryProps } from './launch-summary.tsx';
import classes from './launch-view.module.css';

// Most people have room for one more.
const QuotaUsedUp = lazy(async () => ({ default: (await import('./quota-used-up.tsx')).QuotaUsedUp }));

interface LaunchViewProps {
  readonly blueprint: Blueprint;
  readonly quota: User['quota'] | undefined;
  /** Says what is left of the budget, and what this launch would take. */
  readonly budget: ComponentType<Pick<LaunchSummaryProps, 'blueprint' | 'size' | 'durationHours'>>;
  readonly machines: readonly Instance[];
  readonly savedKeys: readonly SshKey[];
  /** The machine that another one like it is wanted of. */
  readonly like: Instance | undefined;
  /** Under which what is typed is kept over a reload. */
  readonly formName: string;
  readonly longestHours: number;
  readonly usualHours: MachineRules['usualHours'];
  readonly pending: boolean;
  readonly error: unknown;
  readonly onLaunch: (values: LaunchFormValues) => void;
  /** Wants several machines by the same form. */
  readonly onSeveral: (values: LaunchFormValues) => void;
}

export function LaunchView(props: LaunchViewProps) {
  const { blueprint, quota, machines, savedKeys, like, formName, longestHours, pending, error } = props;
  const { onLaunch, onSeveral, usualHours, budget: Budget } = props;
  const canGenerate = canGenerateKeys();
  const [firstValues] = useState(() => {
    const names = machines.map(({ name }) => name);
    const values = initialValues(
      blueprint,
      like ? nameAfter(like.name, [like.name, ...names]) : proposeName(Math.random),
      canGenerate,
    );
    return like ? valuesLike(values, { blueprint, machine: like, savedKeys }) : values;
  });
  const begin = useTyped(formName, firstValues);
  const form = useForm<LaunchFormValues>({
    initialValues: begin,
    validate: validation,
  });
  useKeepTyped(formName, form.values);
  const [element, setElement] = useState<HTMLFormElement | null>(null);
  const wanted = { ...form.values, durationHours: Math.min(form.values.durationHours, longestHours) };
  const launchSeveral = async () => {
    // A promise where a pasted key is looked at, which its type leaves out.
    const { hasErrors } = await Promise.resolve(form.validate());
    if (hasErrors) focusFirstInvalid(element);
    else onSeveral(wanted);
  };
  const size = blueprint.sizes.find((candidate) => candidate.id === form.values.size);
  const quotaUsedUp = quota !== undefined && quota.used >= quota.limit;

  return (
    <Page
      title={blueprint.name}
      description={blueprint.summary}
      icon={<BlueprintIcon icon={blueprint.icon} size={52} />}
      back={<BackLink to={paths.catalogue}>All blueprints</BackLink>}
    >
      <form
        ref={setElement}
        noValidate
        aria-label={`Launch ${blueprint.name}`}
        className={classes['columns']}
        onSubmit={form.onSubmit(
          () => {
            if (!pending) onLaunch(wanted);
          },
          () => {
            focusFirstInvalid(element);
          },
        )}
      >
        <Stack gap="lg" miw={0}>
          {quotaUsedUp && (
            <Suspense>
              <QuotaUsedUp quota={quota} machines={machines} />
            </Suspense>
          )}
          <Suspense>
            <Budget blueprint={blueprint} size={size} durationHours={wanted.durationHours} />
          </Suspense>
          <BlueprintContents blueprint={blueprint} />
          <LaunchForm
            form={form}
            blueprint={blueprint}
            savedKeys={savedKeys}
            canGenerate={canGenerate}
            longestHours={longestHours}
            usualHours={usualHours}
            like={like?.name}
            onSeveral={quota && quota.limit - quota.used < 2 ? undefined : () => void launchSeveral()}
          />
        </Stack>
        <LaunchSummary
          blueprint={blueprint}
          size={size}
          durationHours={wanted.durationHours}
          quota={quota}
          pending={pending}
          disabled={quotaUsedUp}
          failure={
            error instanceof Error && (
              <ErrorNotice
                error={error}
                title="The machine was not launched"
                note="What you entered is kept, and trying again never makes two."
              />
            )
          }
        />
      </form>
      <Group mt="lg">
        <Text size="xs" c="dimmed">
          {blueprint.name} version {blueprint.version} on {blueprint.baseImage}
        </Text>
      </Group>
    </Page>
  );
}
