/** Most machines that one request launches. Free of zod, so that the pages can load it alone. */
export const mostLaunchedAtOnce = 20;
