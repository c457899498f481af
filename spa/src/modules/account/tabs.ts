/** What one tab tells the others: who has just signed in in this browser, or null once nobody is. */
export interface TabNews {
  readonly userId: string | null;
}

const channelName = 'cloudapp-session';

/** Tells all other tabs of this browser. */
export function tellOtherTabs(news: TabNews): void {
  const channel = new BroadcastChannel(channelName);
  channel.postMessage(news);
  channel.close();
}

/** Calls `hear` with what other tabs tell, until the returned function is called. */
export function hearOtherTabs(hear: (news: TabNews) => void): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = ({ data }: MessageEvent<TabNews>) => {
    hear(data);
  };
  return () => {
    channel.close();
  };
}
