import { setupServer } from 'msw/node';

/** Answers what a test's pages ask; anything that no handler knows fails the test. */
export const mockServer = setupServer();
