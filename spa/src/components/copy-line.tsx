import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';
import classes from './copy-line.module.css';

interface CopyLineProps {
  readonly value: string;
  readonly what: string;
  /** How it reads best. @default as it is copied */
  readonly shown?: string;
  readonly wrap?: boolean;
  readonly onCopied?: (() => void) | undefined;
  /** Stands above the text, where several follow each other. */
  readonly label?: ReactNode;
  /** Further buttons beside copy. */
  readonly children?: ReactNode;
}

/** Text for a terminal or a form, as it is, with a copy button. */
export function CopyLine({ value, what, shown = value, wrap = false, onCopied, label, children }: CopyLineProps) {
  return (
    <div>
      {label !== undefined && <div className={classes['label']}>{label}</div>}
      <div className={classes['line']}>
        {/* A long line scrolls inside its box, so the box must be reachable by keyboard. */}
        <code
          className={`${classes['text'] ?? ''} ${wrap ? (classes['wrap'] ?? '') : ''}`}
          tabIndex={wrap ? undefined : 0}
        >
          {shown}
        </code>
        {children}
        <CopyButton value={value} what={what} onCopied={onCopied} />
      </div>
    </div>
  );
}
