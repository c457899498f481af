import { Button, Group, Text } from '@mantine/core';
import { Notice } from '../../../components/notice.tsx';
import { formatNumber } from '../../../lib/format/size.ts';

interface ImportNoticeProps {
  readonly done: number;
  readonly of: number;
  readonly isRunning: boolean;
  readonly onShow: () => void;
}

/** An import whose window is closed. */
export function ImportNotice({ done, of, isRunning, onShow }: ImportNoticeProps) {
  const title = isRunning ? 'An import is running' : done < of ? 'An import stopped on the way' : 'An import is done';
  return (
    <Notice tone={isRunning ? 'busy' : 'warn'} role="status" title={title}>
      <Group gap="sm">
        <Text size="sm">
          {formatNumber(done)} of {formatNumber(of)} lines. {!isRunning && 'Its links were not taken along yet.'}
        </Text>
        <Button variant="default" size="xs" onClick={onShow}>
          Show the import
        </Button>
      </Group>
    </Notice>
  );
}
