import { Button, Stack, Text } from '@mantine/core';
import { Fragment, useEffect, useId, useRef, type ReactNode } from 'react';
import { IconPlus } from '../../../components/icons.ts';
import classes from './hours.module.css';

interface RowsFieldProps<Row> {
  readonly title: string;
  readonly addLabel: string;
  readonly rows: readonly Row[];
  readonly most: number;
  /** Whether all may be removed. @default one has to stay */
  readonly mayBeEmpty?: boolean;
  readonly error: string | undefined;
  readonly fresh: () => Row;
  readonly onChange: (rows: Row[]) => void;
  readonly children: (
    row: Row,
    number: number,
    to: { readonly change: (row: Row) => void; readonly remove: (() => void) | undefined },
  ) => ReactNode;
}

/** Rows of fields, of which there may be several; one that is added or removed takes the focus along. */
export function RowsField<Row>(props: RowsFieldProps<Row>) {
  const { title, rows, error, onChange, mayBeEmpty = false } = props;
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  const count = useRef(rows.length);
  useEffect(() => {
    if (rows.length === count.current) return;
    const wanted = rows.length > count.current ? 'li:last-child input' : '[data-add]';
    count.current = rows.length;
    place.current?.querySelector<HTMLElement>(wanted)?.focus();
  }, [rows.length]);
  const remove = (index: number) => {
    onChange(rows.filter((_, other) => other !== index));
  };
  return (
    <div
      ref={place}
      role="group"
      aria-labelledby={id}
      {...(error !== undefined && { 'aria-describedby': `${id}-error` })}
    >
      <Stack gap="xs" align="flex-start">
        <Text id={id} size="sm" fw={600}>
          {title}
        </Text>
        {rows.length > 0 && (
          <ol className={classes['rows']}>
            {rows.map((row, index) => (
              // Rows have no name of their own, and their fields hold nothing that is not theirs.
              <Fragment key={index}>
                {props.children(row, index + 1, {
                  change: (changed) => {
                    onChange(rows.map((other, at) => (at === index ? changed : other)));
                  },
                  remove:
                    mayBeEmpty || rows.length > 1
                      ? () => {
                          remove(index);
                        }
                      : undefined,
                })}
              </Fragment>
            ))}
          </ol>
        )}
        {error !== undefined && (
          <Text id={`${id}-error`} size="sm" c="var(--mantine-color-error)" role="alert">
            {error}
          </Text>
        )}
        <Button
          data-add
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          disabled={rows.length >= props.most}
          onClick={() => {
            onChange([...rows, props.fresh()]);
          }}
        >
          {props.addLabel}
        </Button>
      </Stack>
    </div>
  );
}
