import { setImmediate } from 'node:timers/promises';
import '@testing-library/jest-dom/vitest';
import { notifications } from '@mantine/notifications';
import { cleanup, configure } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { forgetSession } from '../modules/account/session.ts';
import { getElementError } from './element-error.ts';
import { mockServer } from './mock-api.ts';
import { createLocks } from './web-locks.ts';

// Pages are downloads of their own, and a busy computer takes its time to transform them; this only ends what hangs.
configure({ asyncUtilTimeout: 120_000, getElementError });

// What browsers have, jsdom lacks and Mantine asks for: https://mantine.dev/guides/vitest/
window.matchMedia = (query) =>
  ({
    // Nothing moves, so that nothing has to be waited for.
    matches: query.includes('prefers-reduced-motion'),
    media: query,
    onchange: null,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    dispatchEvent: () => false,
  }) as Partial<MediaQueryList> as MediaQueryList;
window.ResizeObserver = class {
  observe() {
    return undefined;
  }
  unobserve() {
    return undefined;
  }
  disconnect() {
    return undefined;
  }
};
// Once for each file, and files share the browser.
Object.defineProperty(navigator, 'locks', { value: createLocks(), configurable: true });
window.HTMLElement.prototype.scrollIntoView = () => undefined;
window.scrollTo = () => undefined;
window.Blob.prototype.arrayBuffer = function (this: Blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      resolve(reader.result as ArrayBuffer);
    };
    reader.onerror = () => {
      reject(reader.error ?? new Error('The file could not be read.'));
    };
    reader.readAsArrayBuffer(this);
  });
};

// A browser has 420, through which each query of jsdom for a role would go.
vi.spyOn(Intl, 'supportedValuesOf').mockReturnValue([
  'America/New_York',
  'Asia/Tokyo',
  'Europe/Berlin',
  'Europe/Vienna',
]);

beforeAll(() => {
  mockServer.listen({ onUnhandledRequest: 'error' });
});

// The time of day stands still, so that "38 min ago" is so however long a page takes; timers run on.
beforeEach(() => {
  vi.setSystemTime('2026-11-24T12:00:00Z');
});

afterEach(async () => {
  vi.useRealTimers();
  cleanup();
  notifications.clean();
  // What was shown above the page, such as messages, would come before the next one.
  document.body.replaceChildren();
  // A question that was still open has ended with its page: what waited for it is told, and may say that the session is over.
  await setImmediate();
  mockServer.resetHandlers();
  forgetSession();
  localStorage.clear();
  sessionStorage.clear();
});

afterAll(() => {
  mockServer.close();
});
