import { Button, type ButtonProps } from '@mantine/core';
import type { NextPage } from '../lib/next-page.ts';

interface MoreButtonProps extends ButtonProps {
  /** Absent at the end of the list. */
  readonly next: NextPage | undefined;
  readonly label?: string;
}

export function MoreButton({ next, label = 'Show more', ...button }: MoreButtonProps) {
  if (!next) return null;
  return (
    <Button variant="default" loading={next.isLoading} onClick={next.load} style={{ alignSelf: 'center' }} {...button}>
      {label}
    </Button>
  );
}
