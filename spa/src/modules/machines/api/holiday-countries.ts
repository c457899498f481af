import { queryOptions } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';

/** Countries whose holidays a machine can keep; they do not change while somebody looks. */
export const holidayCountriesQuery = queryOptions({
  queryKey: ['holiday-countries'],
  queryFn: async ({ signal }) => (await callApi('listHolidayCountries', { signal })).items,
  staleTime: Infinity,
});
