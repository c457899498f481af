import './environment.ts';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import startProduct from '../setup/start-product.ts';
import { adminPassword, productUrl } from '../setup/product-settings.ts';
import { keptScene } from './kept-scene.ts';
import { makeScene } from './make-scene.ts';

// `npm run scene`: a product full of people and machines to look around in; pictures are taken of it while it runs.
await rm(keptScene, { force: true });
const stop = await startProduct();
try {
  const scene = await makeScene(productUrl);
  await writeFile(keptScene, JSON.stringify(scene, undefined, 2), { mode: 0o600 });
  console.log(`${productUrl} — sign in as ${scene.email} with “${scene.password}”, or as`);
  console.log(`admin@cloudapp.local with “${adminPassword}”. Ctrl-C ends it.`);
  // Waiting for a signal alone would not keep the process alive.
  const heartbeat = setInterval(() => undefined, 60_000);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  clearInterval(heartbeat);
} finally {
  await rm(keptScene, { force: true });
  await stop();
}
