import { PlainButton, PlainButtonLink } from '../../../components/plain/plain-button.tsx';
import { Outcome } from '../../../components/outcome.tsx';
import classes from '../../../components/plain/plain.module.css';
import { paths } from '../../../lib/paths.ts';
import type { AnswerWords } from './answer-words.ts';
import type { FailureWords } from './failure-words.ts';

/** While it is looked up what a link is for. */
export function Looking() {
  return (
    <Outcome title="Your answer">
      <p className={classes['dimmed']} role="status">
        CloudApp looks up what this link is for.
      </p>
    </Outcome>
  );
}

interface QuestionProps {
  readonly words: AnswerWords;
  readonly isPending: boolean;
  readonly onAnswer: () => void;
}

/** What will happen, and the one button that has it happen. */
export function Question({ words, isPending, onAnswer }: QuestionProps) {
  return (
    <Outcome key="question" title={words.question} isEnd>
      <p className={classes['dimmed']}>{words.text}</p>
      <PlainButton size="md" isWide isLoading={isPending} onClick={onAnswer}>
        {words.button}
      </PlainButton>
    </Outcome>
  );
}

/** What was done. */
export function Done({ words }: { readonly words: AnswerWords }) {
  return (
    <Outcome key="done" title={words.done} isEnd>
      <p className={classes['dimmed']} role="status">
        {words.afterwards}
      </p>
      <ToMachines />
    </Outcome>
  );
}

interface FailureProps {
  readonly words: FailureWords;
  readonly isPending: boolean;
  readonly onAgain: () => void;
}

/** Why nothing came of it, and what to do now. */
export function Failure({ words, isPending, onAgain }: FailureProps) {
  return (
    <Outcome key={words.title} title={words.title} isEnd>
      <p className={classes['dimmed']} role="alert">
        {words.text}
      </p>
      {words.canTryAgain && (
        <PlainButton size="md" isWide isLoading={isPending} onClick={onAgain}>
          Try again
        </PlainButton>
      )}
      <ToMachines />
    </Outcome>
  );
}

/** Said to who comes without a whole link, or has loaded the page anew. */
export function NoLink() {
  return (
    <Outcome title="Open the link in your e-mail" isEnd>
      <p className={classes['dimmed']}>
        The whole link is needed, and loading this page anew does not bring it back. Or sign in and answer there.
      </p>
      <ToMachines />
    </Outcome>
  );
}

function ToMachines() {
  return (
    <PlainButtonLink variant="default" href={paths.machines}>
      Sign in to your machines
    </PlainButtonLink>
  );
}
