/** Runs the company as a process of its own; what it is told comes by its environment, since others can read arguments. */
import process from 'node:process';
import { serveCompany } from './server.ts';

const told = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is missing`);
  return value;
};

const company = await serveCompany(Number(told('PORT')), {
  clientId: told('CLIENT_ID'),
  clientSecret: told('CLIENT_SECRET'),
  origins: told('CLIENT_ORIGINS').split(' '),
});
process.once('SIGTERM', () => {
  void company.close().then(() => process.exit(0));
});
