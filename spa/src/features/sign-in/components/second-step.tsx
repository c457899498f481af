import classes from '../../../components/plain/plain.module.css';
import { FactorQuestion, type FactorQuestionProps } from '../../../modules/account/components/factor-question.tsx';

interface SecondStepProps extends Omit<FactorQuestionProps, 'size' | 'cancelLabel' | 'children'> {
  readonly email: string;
}

/** What a password alone is not enough for. */
export function SecondStep({ email, ...question }: SecondStepProps) {
  return (
    <FactorQuestion {...question} size="md" cancelLabel="Back">
      <h1 className={classes['title']}>One more step</h1>
      <p className={classes['dimmed']}>The password of {email} is right.</p>
    </FactorQuestion>
  );
}
