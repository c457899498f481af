// Loaded into the services and Lambdas by NODE_OPTIONS where simulated machines cannot listen on port 22 of their own
// addresses (login-sockets.ts): a connection to such an address goes to the machine's socket instead.
import { Socket } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';

const directory = process.env['CLOUDAPP_LOGIN_SOCKETS'];
const connect = Socket.prototype.connect;

/** @param {unknown[]} args */
function optionsOf(args) {
  const [first] = args;
  return Array.isArray(first) ? first[0] : first;
}

if (directory !== undefined) {
  Socket.prototype.connect = function (...args) {
    const options = optionsOf(args);
    const isLogin = options?.port === 22 && /^127\.20\.\d+\.\d+$/.test(options.host);
    if (isLogin) options.path = join(directory, options.host);
    return connect.apply(this, args);
  };
}
