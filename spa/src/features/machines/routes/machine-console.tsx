import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { consoleQuery } from '../api/machine-details.ts';
import { ConsoleSection } from '../components/console-section.tsx';

/** Read on request, for it is long and seldom needed. */
export function MachineConsole({ machineId }: { readonly machineId: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const { data, error, isFetching, refetch } = useQuery({ ...consoleQuery(machineId), enabled: isOpen });
  return (
    <ConsoleSection
      isOpen={isOpen}
      onToggle={() => {
        setIsOpen(!isOpen);
      }}
      output={data?.output}
      readAt={data?.at}
      error={error}
      isReading={isFetching}
      onRead={() => void refetch()}
    />
  );
}
