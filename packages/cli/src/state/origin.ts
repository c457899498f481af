import { isIPv4 } from 'node:net';
import { Failure } from '../failure.ts';

/** The origin in an address that somebody typed. A token must not travel where others can read it, so that only this computer is asked by http. */
export function readOrigin(text: string): string {
  const url = parsed(/^\w+:\/\//.test(text) ? text : `https://${text}`);
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') throw noAddress();
  if (url.protocol === 'http:' && !isThisComputer(url.hostname)) {
    throw new Failure('usage', 'CloudApp is asked by https, so that nobody on the way can read your token.');
  }
  return url.origin;
}

function parsed(text: string): URL {
  try {
    return new URL(text);
  } catch {
    throw noAddress();
  }
}

function noAddress(): Failure {
  return new Failure('usage', 'This is no address of CloudApp: give one like https://cloudapp.example.org');
}

function isThisComputer(host: string): boolean {
  return host === '[::1]' || (isIPv4(host) && host.startsWith('127.'));
}
