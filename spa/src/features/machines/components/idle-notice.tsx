import type { Instance } from '@cloudapp/contracts/instance';
import { Button, Group, Text } from '@mantine/core';
import { Notice } from '../../../components/notice.tsx';
import { formatClock, formatDuration } from '../../../lib/format/time.ts';

interface IdleNoticeProps {
  readonly idle: NonNullable<Instance['idle']>;
  /** By the server's clock, in milliseconds. */
  readonly now: number;
  readonly isPending: boolean;
  readonly onKeep: (hours: number) => void;
}

const offered = [3, 8] as const;

/** A machine is idle: when it stops, what shows it, and how it is kept. */
export function IdleNotice({ idle, now, isPending, onKeep }: IdleNoticeProps) {
  const seconds = (Date.parse(idle.stopsAt) - now) / 1000;
  return (
    <Notice tone="warn" title={`It is idle, and stops at ${formatClock(idle.stopsAt)}`} role="region">
      <Text size="sm">
        {seconds > 0 && `In ${formatDuration(Math.ceil(seconds / 60) * 60)}. `}
        Idle since {formatClock(idle.since)}: {idle.evidence}. It runs on when somebody uses it, or a job does.
      </Text>
      <Group gap="xs" mt="xs">
        {offered.map((hours) => (
          <Button
            key={hours}
            size="xs"
            variant="default"
            disabled={isPending}
            onClick={() => {
              onKeep(hours);
            }}
          >
            Keep {hours} h
          </Button>
        ))}
      </Group>
    </Notice>
  );
}
