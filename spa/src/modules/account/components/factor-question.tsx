import { useEffect, useId, useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import { PlainButton } from '../../../components/plain/plain-button.tsx';
import classes from '../../../components/plain/plain.module.css';
import { CodeField } from './code-field.tsx';
import { isRefused, usableWays, wayLabels, type FactorWay, type TypedWay } from './factor-words.ts';

export interface FactorQuestionProps {
  /** What the API takes. */
  readonly ways: readonly string[];
  readonly pending: boolean;
  readonly error: unknown;
  /** Why it could not be checked, where the reason belongs to no field. */
  readonly failure: ReactNode;
  /** No answer is taken for the moment. @default false */
  readonly isPaused?: boolean;
  readonly size?: 'sm' | 'md';
  readonly cancelLabel: string;
  readonly onCode: (code: string) => void;
  readonly onPasskey: () => void;
  readonly onCancel: () => void;
  /** What it is asked for, with its heading. */
  readonly children: ReactNode;
}

/** Asks for a second factor: for a passkey first, then for a code of the app, then for a recovery code. */
export function FactorQuestion(props: FactorQuestionProps) {
  const ways = usableWays(props.ways);
  const [chosen, choose] = useState<FactorWay>();
  const [passed, setPassed] = useState<unknown>();
  const way = chosen ?? ways[0];
  const id = useId();
  const others = ways.filter((other) => other !== way);
  // What was said of one way is not said of the next, unless it holds for all.
  const isPassed = props.error === passed && props.isPaused !== true;
  const shown = { ...props, ...(isPassed && { error: undefined, failure: null }) };
  return (
    <div className={classes['stack']} role="group" aria-labelledby={id}>
      <div id={id}>{props.children}</div>
      {way === 'passkey' && <ByPasskey {...shown} />}
      {(way === 'code' || way === 'recovery-code') && <ByCode key={way} {...shown} way={way} />}
      {way === undefined && <p className={classes['dimmed']}>{noWay}</p>}
      <div className={classes['otherWays']}>
        {others.map((other) => (
          <PlainButton
            key={other}
            variant="subtle"
            onClick={() => {
              choose(other);
              setPassed(props.error);
            }}
          >
            {wayLabels[other]}
          </PlainButton>
        ))}
        <PlainButton variant="subtle" onClick={props.onCancel}>
          {props.cancelLabel}
        </PlainButton>
      </div>
    </div>
  );
}

const noWay =
  'This browser knows no passkeys, and there is no other way set up. Use the browser or the device that has your passkey, or ask an administrator to reset your second factors.';

type WayProps = Omit<FactorQuestionProps, 'children' | 'ways' | 'cancelLabel' | 'onCancel'>;

function ByPasskey({ pending, error, failure, isPaused = false, size = 'sm', onPasskey }: WayProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!pending) place.current?.querySelector('button')?.focus();
  }, [pending]);
  return (
    <div ref={place} className={classes['stack']}>
      {isRefused(error) ? (
        <p role="alert" className={classes['error']}>
          This passkey was not accepted. Try another one, or another way.
        </p>
      ) : (
        failure
      )}
      <PlainButton size={size} isWide isLoading={pending} disabled={isPaused} onClick={onPasskey}>
        {wayLabels.passkey}
      </PlainButton>
    </div>
  );
}

function ByCode({ way, ...props }: WayProps & { readonly way: TypedWay }) {
  const { pending, error, failure, isPaused = false, size = 'sm', onCode } = props;
  const [code, setCode] = useState('');
  const send = (text: string) => {
    if (!pending && !isPaused) onCode(text);
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    send(code.trim());
  };
  return (
    <form onSubmit={submit} className={classes['stack']}>
      <CodeField way={way} size={size} error={error} value={code} onChange={setCode} onComplete={send} />
      {!isRefused(error) && failure}
      <PlainButton type="submit" size={size} isWide isLoading={pending} disabled={isPaused}>
        Go on
      </PlainButton>
    </form>
  );
}
