import type { ReactNode } from 'react';
import classes from './plain.module.css';

interface Look {
  readonly children: ReactNode;
  readonly variant?: 'filled' | 'default' | 'subtle';
}

interface PlainButtonProps extends Look {
  readonly type?: 'button' | 'submit';
  readonly size?: 'sm' | 'md';
  readonly isWide?: boolean;
  readonly isLoading?: boolean;
  readonly disabled?: boolean;
  /** Of a button that opens something beneath it: whether that is open. */
  readonly isExpanded?: boolean;
  readonly onClick?: () => void;
}

const defaults = {
  variant: 'filled',
  type: 'button',
  size: 'sm',
  isWide: false,
  isLoading: false,
  disabled: false,
} as const;

/** A button of the first load. */
export function PlainButton(props: PlainButtonProps) {
  const { children, variant, type, size, isWide, isLoading, disabled, isExpanded, onClick } = { ...defaults, ...props };
  return (
    <button
      type={type}
      className={classes['button']}
      data-variant={variant}
      data-size={size}
      data-wide={isWide || undefined}
      data-loading={isLoading || undefined}
      disabled={isLoading || disabled}
      aria-expanded={isExpanded}
      onClick={onClick}
    >
      {isLoading && <span className={classes['spinner']} aria-hidden />}
      <span>{children}</span>
    </button>
  );
}

/** A link that looks like a button, and loads the page it leads to anew. */
export function PlainButtonLink({ children, variant = 'filled', href }: Look & { readonly href: string }) {
  return (
    <a className={classes['button']} data-variant={variant} href={href}>
      {children}
    </a>
  );
}
