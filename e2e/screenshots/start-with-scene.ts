import './environment.ts';
import { readFile } from 'node:fs/promises';
import startProduct from '../setup/start-product.ts';
import { productUrl } from '../setup/product-settings.ts';
import { keptScene } from './kept-scene.ts';
import { makeScene } from './make-scene.ts';
import { handOver, type Scene } from './scene.ts';

/** Starts the product and fills it, unless `npm run scene` is doing so already. */
export default async function startWithScene(): Promise<() => Promise<void>> {
  const kept = await readFile(keptScene, 'utf8').catch(() => undefined);
  if (kept !== undefined) {
    handOver(JSON.parse(kept) as Scene);
    return () => Promise.resolve();
  }
  const stop = await startProduct();
  try {
    handOver(await makeScene(productUrl));
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}
