import type { LaunchOutcome } from '@cloudapp/contracts/launch';
import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router-dom';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { explainError } from '../../../components/error-notice.tsx';
import { IconAlertCircle, IconCircleCheck } from '../../../components/icons.ts';
import { ApiError } from '../../../lib/api/api-error.ts';
import { formatCount } from '../../../lib/format/size.ts';
import { machinePath } from '../../../lib/paths.ts';
import classes from './several-outcomes.module.css';

interface SeveralOutcomesProps {
  readonly outcomes: readonly LaunchOutcome[];
  /** Whether a key was made here that still has to be saved. */
  readonly isKeyNew: boolean;
  readonly onGoOn: () => void;
  readonly onStay: () => void;
}

/** What became of each of several launches. */
export function SeveralOutcomes({ outcomes, isKeyNew, onGoOn, onStay }: SeveralOutcomesProps) {
  const launched = outcomes.filter(({ outcome }) => outcome === 'launched').length;
  return (
    <ConfirmDialog
      opened
      title={
        launched === outcomes.length
          ? `${formatCount(launched, 'machine')} launching`
          : `${launched} of ${formatCount(outcomes.length, 'machine')} launching`
      }
      confirmLabel="Go to my machines"
      cancelLabel="Stay here"
      pending={false}
      onConfirm={onGoOn}
      onClose={onStay}
    >
      <ul className={classes['outcomes']} aria-label="Machines">
        {outcomes.map((one) => (
          <OutcomeItem key={one.name} outcome={one} />
        ))}
      </ul>
      {isKeyNew && launched > 0 && (
        <Text size="sm">One key opens all of them: save it on the page of any of them, before you close this tab.</Text>
      )}
    </ConfirmDialog>
  );
}

function OutcomeItem({ outcome }: { readonly outcome: LaunchOutcome }) {
  if (outcome.outcome === 'launched') {
    return (
      <li data-tone="good">
        <IconCircleCheck size={18} aria-hidden />
        <Anchor component={Link} to={machinePath(outcome.machine.id)} inherit>
          {outcome.name}
        </Anchor>
      </li>
    );
  }
  return (
    <li data-tone="bad">
      <IconAlertCircle size={18} aria-hidden />
      <span>
        {outcome.name} was not launched. {explainError(ApiError.ofProblem(outcome.problem, undefined))}
      </span>
    </li>
  );
}
