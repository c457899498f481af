import { Button, Group, Text } from '@mantine/core';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { ListSkeleton } from '../../../components/page-skeleton.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { Section } from '../../../components/section.tsx';
import classes from './machine-view.module.css';

interface ConsoleSectionProps {
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  /** What was read, and when; absent before. */
  readonly output: string | undefined;
  readonly readAt: string | undefined;
  readonly error: unknown;
  readonly isReading: boolean;
  readonly onRead: () => void;
}

/** What the machine prints on its console. */
export function ConsoleSection(props: ConsoleSectionProps) {
  const { isOpen, readAt } = props;
  return (
    <Section
      title="Console output"
      description={
        readAt !== undefined ? (
          <>
            Read <RelativeTime instant={readAt} />
          </>
        ) : (
          'What the machine prints while it boots'
        )
      }
      actions={
        <Group gap="xs" wrap="nowrap">
          {isOpen && (
            <Button variant="default" size="xs" loading={props.isReading} onClick={props.onRead}>
              Refresh
            </Button>
          )}
          <Button variant="default" size="xs" aria-expanded={isOpen} onClick={props.onToggle}>
            {isOpen ? 'Hide' : 'Show'}
          </Button>
        </Group>
      }
    >
      {isOpen && <Output output={props.output} error={props.error} />}
    </Section>
  );
}

function Output({ output, error }: Pick<ConsoleSectionProps, 'output' | 'error'>) {
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
