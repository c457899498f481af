import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { ListSkeleton } from '../../../components/page-skeleton.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { Section } from '../../../components/section.tsx';
import { consoleQuery } from '../api/machine-details.ts';
import classes from './machine-view.module.css';

/** What the machine prints on its console; read on request, for it is long and seldom needed. */
export function ConsoleSection({ machineId }: { readonly machineId: string }) {
  const [open, setOpen] = useState(false);
  const { data, error, isFetching, refetch } = useQuery({ ...consoleQuery(machineId), enabled: open });
  return (
    <Section
      title="Console output"
      description={
        data?.at !== undefined ? (
          <>
            Read <RelativeTime instant={data.at} />
          </>
        ) : (
          'What the machine prints while it boots'
        )
      }
      actions={
        <Group gap="xs" wrap="nowrap">
          {open && (
            <Button variant="default" size="xs" loading={isFetching} onClick={() => void refetch()}>
              Refresh
            </Button>
          )}
          <Button
            variant="default"
            size="xs"
            aria-expanded={open}
            onClick={() => {
              setOpen(!open);
            }}
          >
            {open ? 'Hide' : 'Show'}
          </Button>
        </Group>
      }
    >
      {open && <Output output={data?.output} error={error} />}
    </Section>
  );
}

interface OutputProps {
  readonly output: string | undefined;
  readonly error: unknown;
}

function Output({ output, error }: OutputProps) {
  if (output === undefined) {
    if (error instanceof Error) return <ErrorNotice error={error} title="The console could not be read" />;
    return <ListSkeleton rows={1} height={120} />;
  }
  if (output === '') {
    return (
      <Text size="sm" c="dimmed">
        Nothing yet. AWS hands over the console a few minutes after the boot.
      </Text>
    );
  }
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
    <pre className={classes['console']} tabIndex={0} aria-label="Console output">
      {output}
    </pre>
  );
}
