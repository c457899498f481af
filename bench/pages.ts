/**
 * What a page costs: how many a second nginx serves with the product's configuration, all headers included, over an nginx as it comes
 * with the same page, and what a first visit downloads:
 *
 *     npx tsx bench/pages.ts [--rounds 30]
 *
 * Both servers take turns, so that whatever else this computer does meets both alike.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureFirstLoads } from '../spa/build/measure-first-loads.ts';
import { startNginx } from '../spa/nginx/testing/nginx.ts';
import { report } from './figures/figures.ts';
import { median } from './median.ts';
import { askOften } from './pages/ask-often.ts';
import { startBareNginx } from './pages/bare-nginx.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '30' } } });

const page = await readFile(join(import.meta.dirname, '..', 'spa', 'index.html'), 'utf8');
const nowhere = { signInOrigin: 'http://127.0.0.1:9', servicesOrigin: 'http://127.0.0.1:9' };
const product = await startNginx(nowhere, { 'html/index.html': page });
const bare = await startBareNginx(page);
const rates: { product: number; bare: number }[] = [];
try {
  const port = Number(new URL(product.origin).port);
  for (let round = 0; round < Number(values.rounds); round++) {
    rates.push({ product: await askOften(port), bare: await askOften(bare.port) });
  }
} finally {
  await Promise.all([product.stop(), bare.stop()]);
}
const { loads } = await measureFirstLoads();
await report('pages', 'npx tsx bench/pages.ts', [
  {
    what: 'pages a second of our nginx over one as it comes',
    unit: '',
    reached: median(rates.map((rate) => rate.product / rate.bare)),
    goal: { atLeast: 0.9 },
    remark: `medians: ${Math.round(median(rates.map((rate) => rate.product)))} and ${Math.round(median(rates.map((rate) => rate.bare)))} a second; writing a nonce into each page takes about a third of the time`,
  },
  ...loads.map((load) => ({
    what: `first load of ${load.page}, gzipped JavaScript`,
    unit: 'KB',
    reached: load.bytes / 1000,
    goal: { atMost: load.limit / 1000 },
  })),
]);
