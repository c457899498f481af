import type { Instance } from '@cloudapp/contracts/instance';
import { useQuery, useQueryClient, type Query } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { notifyNews } from '../../components/notify.tsx';
import { areBrowserNoticesOn, showBrowserNotice } from '../../lib/browser-notices.ts';
import { isLookedAt, useLookedAt } from '../../lib/looked-at.ts';
import { machinePath } from '../../lib/paths.ts';
import { byServerClock } from '../../lib/server-clock.ts';
import { isLockHeld, useTabLock } from '../../lib/tab-lock.ts';
import { useTitleNews } from '../../lib/use-title-news.ts';
import { machinesIn, myMachinesQuery, watchInterval } from '../../modules/machines/api/machines.ts';
import { createNewsReader, type MachineNews as News } from '../../modules/machines/machine-news.ts';
import classes from './shell.module.css';

/** As many as are read out or shown to a screen reader. */
const keptNews = 5;

/**
 * Tells, on whatever page somebody is, that a machine of theirs is ready, has stopped or has failed: in the live region, as a
 * message, in the title of a tab that is not looked at, and by the browser where it was asked to. Of several tabs one watches while
 * all are hidden, and it alone has the browser tell.
 */
export function MachineNews({ userId }: { readonly userId: string }) {
  const looked = useLookedAt();
  const isWatcher = useTabLock('cloudapp-watcher', 'exclusive');
  useTabLock('cloudapp-looked-at', 'shared', looked);
  const tellInTitle = useTitleNews(looked);
  const [told, setTold] = useState<readonly News[]>([]);
  const { pathname } = useLocation();
  const navigate = useNavigate();

  const tellByBrowser = async ({ id, title, text, machine }: News) => {
    if (!areBrowserNoticesOn() || (await isLockHeld('cloudapp-looked-at'))) return;
    const onOpen = () => void navigate(machinePath(machine.id));
    showBrowserNotice({ title, text, tag: id, onOpen });
  };

  const tell = (news: News) => {
    const to = machinePath(news.machine.id);
    setTold((before) => [...before, news].slice(-keptNews));
    notifyNews({ ...news, to: pathname === to ? undefined : to, stays: !isLookedAt() });
    if (isLookedAt()) return;
    tellInTitle(`(${news.word}) ${news.machine.name} · CloudApp`);
    if (isWatcher) void tellByBrowser(news);
  };

  useNews(userId, tell);
  useQuery({
    ...myMachinesQuery,
    refetchInterval: ({ state }) => watchInterval(state.data, byServerClock(Date.now())),
    refetchIntervalInBackground: isWatcher,
    notifyOnChangeProps: [],
  });
  return (
    <div className={classes['news']} role="log" aria-label="News of your machines">
      {told.map(({ id, title, text }) => (
        <p key={id}>
          {title}. {text}
        </p>
      ))}
    </div>
  );
}

/** Hears of all that is read of somebody's machines, by this and by any page. */
function useNews(userId: string, tell: (news: News) => void): void {
  const client = useQueryClient();
  const hear = useEffectEvent(tell);
  useEffect(() => {
    const newsIn = createNewsReader(userId, byServerClock(Date.now()));
    const read = (query: Query) => {
      newsIn(machinesIn(query.queryKey, query.state.data as Instance | readonly Instance[] | undefined)).forEach(hear);
    };
    const cache = client.getQueryCache();
    cache.getAll().forEach(read);
    return cache.subscribe((event) => {
      if (event.type === 'updated' && event.action.type === 'success') read(event.query as Query);
    });
  }, [client, userId]);
}
