import type { Instance } from '@cloudapp/contracts/instance';
import { notifyDone, notifyUndoable } from '../../components/notify.tsx';
import { doBeforeSignOut } from '../account/sign-out-here.ts';

/** How long a stop can be taken back before it is sent. */
export const stopDelaySeconds = 10;

type Stoppable = Pick<Instance, 'id' | 'name'>;

interface DelayedStop {
  readonly send: () => Promise<unknown>;
  readonly takeBack: () => void;
  /** Ends the wait, whatever becomes of the stop. */
  readonly end: () => void;
}

/** Those that wait, in the order in which they were asked for. They stand outside of React: leaving a page ends none. */
const delayed = new Map<string, DelayedStop>();

/** Stops a machine unless that is taken back within ten seconds; asked again meanwhile, it is the same stop. */
export function delayStop({ id, name }: Stoppable, stop: () => Promise<unknown>): void {
  if (delayed.has(id)) return;
  const takeBack = () => {
    end();
    notifyDone(`${name} keeps running`);
  };
  const hide = notifyUndoable({
    id: `stop ${id}`,
    title: `${name} is about to stop`,
    text: 'Its disk is kept; started again, it gets another public address. Leaving this tab stops it at once.',
    seconds: stopDelaySeconds,
    onUndo: takeBack,
  });
  const send = async () => {
    end();
    await stop();
  };
  const timer = setTimeout(() => void send(), stopDelaySeconds * 1000);
  const end = () => {
    clearTimeout(timer);
    delayed.delete(id);
    if (delayed.size === 0) stopListening();
    hide();
  };
  if (delayed.size === 0) listen();
  delayed.set(id, { send, takeBack, end });
}

/** The machine is going to be gone: there is nothing left to stop. */
export function forgetStop(machineId: string): void {
  delayed.get(machineId)?.end();
}

/** Sends all that wait, for afterwards this tab may not be there or nobody signed in. */
async function sendAll(): Promise<void> {
  await Promise.allSettled([...delayed.values()].map(({ send }) => send()));
}

function sendAllNow(): void {
  void sendAll();
}

/** A tab that is out of sight may end without a word: https://developer.chrome.com/docs/web-platform/page-lifecycle-api */
function sendWhenHidden(): void {
  if (document.visibilityState === 'hidden') sendAllNow();
}

function takeBackByKey(event: KeyboardEvent): void {
  const { key, ctrlKey, metaKey, shiftKey, altKey, target } = event;
  const isUndo = (ctrlKey || metaKey) && !shiftKey && !altKey && key.toLowerCase() === 'z';
  // There the key takes back what was typed.
  if (!isUndo || (target instanceof Element && target.matches('input, textarea, select'))) return;
  event.preventDefault();
  [...delayed.values()].at(-1)?.takeBack();
}

let forgetSignOut: () => void = () => undefined;

function listen(): void {
  forgetSignOut = doBeforeSignOut(sendAll);
  window.addEventListener('pagehide', sendAllNow);
  document.addEventListener('visibilitychange', sendWhenHidden);
  document.addEventListener('keydown', takeBackByKey);
}

function stopListening(): void {
  forgetSignOut();
  window.removeEventListener('pagehide', sendAllNow);
  document.removeEventListener('visibilitychange', sendWhenHidden);
  document.removeEventListener('keydown', takeBackByKey);
}
