import { ActionIcon, Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useEffectEvent, useLayoutEffect } from 'react';
import { IconCheck, IconCopy } from './icons.ts';

interface CopyButtonProps {
  readonly value: string;
  /** What is copied, for the button's name: "ssh command" gives "Copy ssh command". */
  readonly what: string;
  readonly withText?: boolean;
  readonly onCopied?: (() => void) | undefined;
}

/** Copies a text, and says so in place. */
export function CopyButton({ value, what, withText = false, onCopied }: CopyButtonProps) {
  const { copied, copy } = useClipboard({ timeout: 2000 });
  const label = copied ? 'Copied' : `Copy ${what}`;
  const icon = copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />;
  const hear = useEffectEvent(() => onCopied?.());
  // The browser may refuse, so that the press alone says nothing. Whoever reads "Copied" may rely on it at once.
  useLayoutEffect(() => {
    if (copied) hear();
  }, [copied]);
  const onClick = () => {
    copy(value);
  };
  if (withText) {
    return (
      <Button variant="default" size="sm" leftSection={icon} onClick={onClick} aria-live="polite">
        {label}
      </Button>
    );
  }
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      c={copied ? 'var(--app-good)' : 'dimmed'}
      onClick={onClick}
      aria-label={label}
      title={label}
      aria-live="polite"
    >
      {icon}
    </ActionIcon>
  );
}
