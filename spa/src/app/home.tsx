import { useQuery } from '@tanstack/react-query';
import { Navigate } from 'react-router-dom';
import { LoadFailure } from '../components/load-failure.tsx';
import { myMachinesQuery } from '../modules/machines/api/machines.ts';

/** The start page: the catalogue for someone without machines, else the machines. */
export function Home() {
  const { data: machines, error, refetch } = useQuery(myMachinesQuery);
  if (machines) return <Navigate to={machines.length === 0 ? '/launch' : '/machines'} replace />;
  if (error)
    return <LoadFailure error={error} title="Your machines could not be loaded" onRetry={() => void refetch()} />;
  return null;
}
