import type { Instance } from '@cloudapp/contracts/instance';
import { Link } from 'react-router-dom';
import { machinePath } from '../../../lib/paths.ts';
import classes from './machine-table.module.css';

/** A machine's name, which leads to its page, over what it is. */
export function MachineName({ machine }: { readonly machine: Pick<Instance, 'id' | 'name' | 'blueprint'> }) {
  return (
    <>
      <Link to={machinePath(machine.id)} className={classes['name']}>
        {machine.name}
      </Link>
      <div className={classes['dim']}>{machine.blueprint.name}</div>
    </>
  );
}
