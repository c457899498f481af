import { Logo } from './logo.tsx';
import classes from './plain/plain.module.css';

/** The mark and the name beside it, where the shell with its own is not around. */
export function Brand({ size }: { readonly size: number }) {
  return (
    <div className={classes['brand']}>
      <Logo size={size} />
      <span>CloudApp</span>
    </div>
  );
}
