import { Skeleton, VisuallyHidden } from '@mantine/core';
import classes from './catalogue.module.css';

/** The shape of the catalogue while it loads. */
export function CatalogueSkeleton() {
  return (
    <div className={classes['grid']} aria-busy="true">
      <VisuallyHidden role="status">Loading</VisuallyHidden>
      {Array.from({ length: 6 }, (_, index) => (
        <div key={index} className={classes['card']}>
          <Skeleton height={40} width={180} radius="md" />
          <Skeleton height={38} />
          <div className={classes['facts']}>
            <Skeleton height={16} width={130} />
            <Skeleton height={16} width={90} />
          </div>
        </div>
      ))}
    </div>
  );
}
