import { useQuery } from '@tanstack/react-query';
import { Navigate } from 'react-router-dom';
import { Loaded } from '../components/loaded.tsx';
import { paths } from '../lib/paths.ts';
import { myMachinesQuery } from '../modules/machines/api/machines.ts';

/** The start page: the catalogue for someone without machines, else the machines. */
export function Home() {
  const query = useQuery(myMachinesQuery);
  return (
    <Loaded query={query} failure="Your machines could not be loaded" skeleton={null}>
      {({ length }) => <Navigate to={length === 0 ? paths.catalogue : paths.machines} replace />}
    </Loaded>
  );
}
