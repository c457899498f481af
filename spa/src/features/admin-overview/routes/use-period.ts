import type { Period } from '@cloudapp/contracts/stats';
import { useSearchParams } from 'react-router-dom';
import { defaultPeriod, isPeriod } from '../components/periods.ts';

/** The period lives in the address, so that it can be linked to and survives a reload. */
export function usePeriod(): [Period, (period: Period) => void] {
  const [parameters, setParameters] = useSearchParams();
  const given = parameters.get('period');
  const change = (period: Period) => {
    setParameters(period === defaultPeriod ? {} : { period }, { replace: true });
  };
  return [isPeriod(given) ? given : defaultPeriod, change];
}
