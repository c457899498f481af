import { Paper, Skeleton, VisuallyHidden } from '@mantine/core';
import classes from './overview.module.css';

/** The cards that are still on their way, as tall as they will be. */
export function AnswersSkeleton() {
  return (
    <div className={classes['answers']} aria-busy="true">
      <VisuallyHidden role="status">Loading</VisuallyHidden>
      {Array.from({ length: 4 }, (_, index) => (
        <Paper key={index} p="lg">
          <Skeleton height={24} width="60%" mb="md" />
          <Skeleton height={62} mb="md" />
          <Skeleton height={168} />
        </Paper>
      ))}
    </div>
  );
}
