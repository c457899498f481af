import { useId, type ComponentProps, type ReactNode } from 'react';
import classes from './plain.module.css';

export interface PlainFieldProps extends Omit<ComponentProps<'input'>, 'onChange' | 'size' | 'value' | 'className'> {
  readonly label: string;
  readonly description?: string | undefined;
  /** What is wrong with it. */
  readonly error?: string | undefined;
  readonly size?: 'sm' | 'md';
  readonly value: string;
  readonly onChange: (text: string) => void;
}

interface FramedFieldProps extends PlainFieldProps {
  /** What stands at the end of the line. */
  readonly aside?: ReactNode;
}

/** A line of the first load that must be filled in. */
export function PlainField({ label, description, error, size = 'sm', aside, onChange, ...input }: FramedFieldProps) {
  const id = useId();
  const idOf = { description: `${id}-description`, error: `${id}-error` };
  const describedBy = [
    error !== undefined && idOf.error,
    description !== undefined && idOf.description,
    input['aria-describedby'],
  ].filter(Boolean);
  return (
    <div className={classes['field']} data-size={size}>
      <label className={classes['label']} htmlFor={id}>
        {label}
      </label>
      {description !== undefined && (
        <p id={idOf.description} className={classes['description']}>
          {description}
        </p>
      )}
      <div className={classes['frame']}>
        <input
          required
          aria-invalid={error !== undefined}
          {...input}
          id={id}
          className={classes['input']}
          data-invalid={error !== undefined || undefined}
          aria-describedby={describedBy.length === 0 ? undefined : describedBy.join(' ')}
          onChange={(event) => {
            onChange(event.currentTarget.value);
          }}
        />
        {aside}
      </div>
      {error !== undefined && (
        <p id={idOf.error} className={classes['error']}>
          {error}
        </p>
      )}
    </div>
  );
}
