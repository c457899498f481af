import type { ReactNode } from 'react';
import { Brand } from './brand.tsx';
import classes from './plain/plain.module.css';

/** The frame of the pages before the door: the logo and one card in the middle. */
export function Entrance({ children }: { readonly children: ReactNode }) {
  return (
    <main className={classes['entrance']}>
      <div className={classes['entranceColumn']}>
        <Brand size={32} />
        <div className={classes['card']}>{children}</div>
      </div>
    </main>
  );
}
