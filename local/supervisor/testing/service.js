// A service that never ends by itself and does not care about being asked to.
import { createServer } from 'node:http';
import process from 'node:process';

process.on('SIGTERM', () => console.log('asked to end'));
createServer().listen(0, '127.0.0.1', () => console.log('up'));
