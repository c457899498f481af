import type { Icon } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { nextPlace } from './next-place.ts';
import { useFloating } from './use-floating.ts';
import classes from './menu.module.css';

export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly Icon: Icon;
  readonly isDangerous?: boolean;
  /** Set off from the entries before it by a line. */
  readonly isApart?: boolean;
  readonly onChoose: () => void;
}

interface MenuButtonProps {
  /** The button's name. */
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  /** Stands over the entries. */
  readonly head?: ReactNode;
  readonly className?: string | undefined;
  /** What the button shows. */
  readonly children: ReactNode;
}

/**
 * A button that opens a menu (WAI-ARIA's menu button). Mantine's brings a floating-element library along, a tenth of what a
 * page may weigh, and opens outside the landmarks of the page.
 */
export function MenuButton({ label, entries, head, className, children }: MenuButtonProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const popup = useRef<HTMLDivElement>(null);
  /** Which entry has the focus; none while the menu is closed. */
  const [place, setPlace] = useState<number>();
  const isOpen = place !== undefined;

  useFloating(button, popup, isOpen);
  useEffect(() => {
    if (place === undefined) return;
    popup.current?.querySelectorAll<HTMLElement>('[role=menuitem]')[place]?.focus({ preventScroll: true });
  }, [place]);
  useEffect(() => {
    if (!isOpen) return;
    const closeFromOutside = ({ target }: PointerEvent) => {
      const isInside = [popup, button].some(({ current }) => current?.contains(target as Node));
      if (!isInside) setPlace(undefined);
    };
    document.addEventListener('pointerdown', closeFromOutside);
    return () => {
      document.removeEventListener('pointerdown', closeFromOutside);
    };
  }, [isOpen]);

  /** A dialog that an entry opens gives the focus back to whoever had it, and the entry will be gone by then. */
  const closeAndReturn = () => {
    button.current?.focus();
    setPlace(undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (place === undefined) return;
    if (event.key === 'Escape' || event.key === 'Tab') {
      closeAndReturn();
      event.stopPropagation();
      return;
    }
    const labels = entries.map((entry) => entry.label);
    const next = event.ctrlKey || event.metaKey || event.altKey ? undefined : nextPlace(event.key, place, labels);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    setPlace(next);
  };

  return (
    <>
      <button
        ref={button}
        type="button"
        className={className ?? classes['dots']}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => {
          setPlace(isOpen ? undefined : 0);
        }}
        onKeyDown={(event) => {
          const first = { ArrowDown: 0, ArrowUp: entries.length - 1 }[event.key];
          if (first === undefined) return;
          event.preventDefault();
          setPlace(first);
        }}
      >
        {children}
      </button>
      {isOpen && (
        <div ref={popup} className={classes['popup']}>
          {head !== undefined && <div className={classes['head']}>{head}</div>}
          <div id={id} role="menu" tabIndex={-1} aria-label={label} onKeyDown={onKeyDown}>
            {entries.map((entry) => (
              <Entry
                key={entry.id}
                entry={entry}
                onChoose={() => {
                  closeAndReturn();
                  entry.onChoose();
                }}
              />
            ))}
          </div>
        </div>
      )}
    </>
  );
}

interface EntryProps {
  readonly entry: MenuEntry;
  readonly onChoose: () => void;
}

function Entry({ entry: { label, Icon, isDangerous = false, isApart = false }, onChoose }: EntryProps) {
  return (
    <>
      {isApart && <div role="separator" className={classes['line']} />}
      <button
        type="button"
        role="menuitem"
        tabIndex={-1}
        className={classes['entry']}
        data-dangerous={isDangerous || undefined}
        onClick={onChoose}
      >
        <Icon size={16} aria-hidden />
        {label}
      </button>
    </>
  );
}
