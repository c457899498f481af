import { Outcome } from '../../../components/outcome.tsx';
import { PlainButton } from '../../../components/plain/plain-button.tsx';
import classes from '../../../components/plain/plain.module.css';
import { companyWordsFor, type CompanyWords } from './company-words.ts';

/** While CloudApp looks at what a company has said. */
export function CompanyWorking({ name }: { readonly name: string }) {
  return (
    <Outcome title="Signing you in">
      <p className={classes['dimmed']} role="status">
        {name} has sent you back. This takes a moment.
      </p>
    </Outcome>
  );
}

/** Where another tab goes on by itself. */
export function DoneBeside() {
  return (
    <Outcome title="You are signed in again" isEnd>
      <p className={classes['dimmed']}>Go on in the tab where you were. This one can be closed.</p>
    </Outcome>
  );
}

/** Where nothing is known that a company could have answered. */
export function BeginAgain({ onBegin }: { readonly onBegin: () => void }) {
  return (
    <Outcome title="Begin again" isEnd>
      <p className={classes['dimmed']}>
        This tab knows of no sign-in that waits for an answer: it took too long, was begun in another tab or browser, or
        is done already.
      </p>
      <PlainButton size="md" isWide onClick={onBegin}>
        Begin again
      </PlainButton>
    </Outcome>
  );
}

interface CompanyFailureProps {
  readonly name: string;
  readonly error: unknown;
  readonly pending: boolean;
  /** Tries the company once more, perhaps with another account there. */
  readonly onAgain: (isAsAnother: boolean) => void;
  readonly onOtherWays: () => void;
}

/** Why nobody was signed in, and what to do now. */
export function CompanyFailure({ name, error, pending, onAgain, onOtherWays }: CompanyFailureProps) {
  const { title, text, way } = companyWordsFor(error, name);
  const canTryAgain = way !== 'elsewhere';
  return (
    <Outcome key={title} title={title} isEnd>
      <p className={classes['dimmed']}>{text}</p>
      {canTryAgain && (
        <PlainButton
          size="md"
          isWide
          isLoading={pending}
          onClick={() => {
            onAgain(way === 'as-another');
          }}
        >
          {labelOf(way, name)}
        </PlainButton>
      )}
      <PlainButton size="md" isWide variant={canTryAgain ? 'subtle' : 'filled'} onClick={onOtherWays}>
        Other ways to sign in
      </PlainButton>
    </Outcome>
  );
}

function labelOf(way: CompanyWords['way'], name: string): string {
  return way === 'as-another' ? `Use another account of ${name}` : `Try again with ${name}`;
}
