import { getConfig, type Config } from '@testing-library/react';

/** What Testing Library sets for each look of `waitFor`; without it, every error has the page. */
interface Looking extends Config {
  readonly _disableExpensiveErrorDiagnostics?: boolean;
}

const writePage = getConfig().getElementError;

/**
 * The error of a query, with the page as it was. Those of the looks of `waitFor` have none: all but the last are thrown away, and it
 * gets its page when time is up.
 */
export const getElementError: Config['getElementError'] = (message, container) => {
  const { _disableExpensiveErrorDiagnostics: isLook } = getConfig() as Looking;
  if (isLook !== true) return writePage(message, container);
  return Object.assign(new Error(message ?? ''), { name: 'TestingLibraryElementError' });
};
