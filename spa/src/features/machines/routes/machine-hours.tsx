import type { Instance } from '@cloudapp/contracts/instance';
import type { MachineHours as Hours, WeeklyHours } from '@cloudapp/contracts/weekly-hours';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { notifyFailure } from '../../../components/notify.tsx';
import { useNow } from '../../../lib/use-now.ts';
import { holidayCountriesQuery } from '../../../modules/machines/api/holiday-countries.ts';
import { useFollowCalendar, useRemoveHours, useSetCalendar, useSetHours } from '../api/machine-hours.ts';
import { CalendarWindow } from '../components/calendar-window.tsx';
import { HoursSection } from '../components/hours-section.tsx';
import { HoursWindow } from '../components/hours-window.tsx';
import { withDaysOff, type DaysOff } from '../components/hours-words.ts';

/** The hours of a machine: what they say, and how they are changed. */
export function MachineHours({ machine }: { readonly machine: Instance }) {
  const now = useNow();
  const [opened, setOpened] = useState(false);
  const [round, setRound] = useState(0);
  const countries = useQuery({ ...holidayCountriesQuery, enabled: opened });
  const save = useSetHours(machine.id);
  const quick = useSetHours(machine.id);
  const remove = useRemoveHours(machine.id);
  const calendar = useSetCalendar(machine.id);
  const [isFollowing, setIsFollowing] = useState(false);
  const follow = useFollowCalendar(machine.id);
  const { hours } = machine;
  const onError = (error: unknown) => {
    notifyFailure('The hours were not changed', error);
  };
  const setDaysOff = (daysOff: DaysOff[]) => {
    if (hours !== undefined) quick.mutate({ ...rulesOf(hours), daysOff }, { onError });
  };
  const close = () => {
    setOpened(false);
  };
  return (
    <>
      <HoursSection
        machine={machine}
        now={now}
        isPending={quick.isPending || remove.isPending || calendar.isPending}
        onEdit={() => {
          save.reset();
          setRound((last) => last + 1);
          setOpened(true);
        }}
        onRemove={() => {
          remove.mutate(undefined, { onError });
        }}
        onAddDaysOff={(more) => {
          setDaysOff(withDaysOff(hours?.daysOff ?? [], more));
        }}
        onRemoveDaysOff={(gone) => {
          setDaysOff((hours?.daysOff ?? []).filter((one) => one.from !== gone.from || one.to !== gone.to));
        }}
        onCalendar={(file) => {
          calendar.mutate(file, {
            onError: (error) => {
              notifyFailure('The calendar was not taken', error);
            },
          });
        }}
        onFollow={() => {
          follow.reset();
          setRound((last) => last + 1);
          setIsFollowing(true);
        }}
        onRemoveCalendar={() => {
          calendar.mutate(undefined, { onError });
        }}
      />
      <HoursWindow
        key={`hours ${round}`}
        opened={opened}
        machineName={machine.name}
        hours={hours}
        countries={countries.data ?? []}
        now={now}
        pending={save.isPending}
        error={save.error}
        onClose={close}
        onConfirm={(chosen) => {
          save.mutate(chosen, { onSuccess: close });
        }}
      />
      <CalendarWindow
        key={`calendar ${round}`}
        opened={isFollowing}
        machineName={machine.name}
        pending={follow.isPending}
        error={follow.error}
        onClose={() => {
          setIsFollowing(false);
        }}
        onConfirm={(address) => {
          follow.mutate(address, {
            onSuccess: () => {
              setIsFollowing(false);
            },
          });
        }}
      />
    </>
  );
}

/** What somebody chose, without what comes of it. */
function rulesOf({ zone, windows, holidays, daysOff }: Hours): WeeklyHours {
  return { zone, windows, daysOff, ...(holidays && { holidays }) };
}
