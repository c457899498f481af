import '@testing-library/jest-dom/vitest';
import { notifications } from '@mantine/notifications';
import { cleanup, configure } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { forgetSession } from '../modules/account/session.ts';
import { mockServer } from './mock-api.ts';
import { createLocks } from './web-locks.ts';

// Pages are downloads of their own, and a busy computer takes its time to transform them; this only ends what hangs.
configure({ asyncUtilTimeout: 120_000 });

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
Object.defineProperty(navigator, 'locks', { value: createLocks() });
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

beforeAll(() => {
  mockServer.listen({ onUnhandledRequest: 'error' });
});

// The time of day stands still, so that "38 min ago" is so however long a page takes; timers run on.
beforeEach(() => {
  vi.setSystemTime('2026-11-24T12:00:00Z');
});

afterEach(() => {
  vi.useRealTimers();
  cleanup();
  notifications.clean();
  mockServer.resetHandlers();
  forgetSession();
  localStorage.clear();
  sessionStorage.clear();
});

afterAll(() => {
  mockServer.close();
});
