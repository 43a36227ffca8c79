import { mkdirSync } from 'node:fs';
import { firstLoad } from '../../scripts/check-size.mjs';
import { startFoyer } from './foyer.ts';
import { atMost, milliseconds, type Measure } from './measures.ts';

const STARTS_MEASURED = 3;
const START_OF_EMPTY = 2;

/** How long the server takes to be healthy on a full folder, beside an empty one. @param empty a folder that is not there yet */
export async function measureStart(dataFolder: string, empty: string, port: number): Promise<Measure> {
  const readyMs: number[] = [];
  for (let start = 0; start < STARTS_MEASURED; start++) {
    const again = await startFoyer(dataFolder, port);
    readyMs.push(again.readyMs);
    await again.stop();
  }
  mkdirSync(empty, { mode: 0o700 });
  const fresh = await startFoyer(empty, port);
  await fresh.stop();
  return atMost(
    'Server healthy after start, 100k passages',
    Math.max(...readyMs) / fresh.readyMs,
    START_OF_EMPTY,
    ratio => `${ratio.toFixed(2)} × empty folder`,
    `${milliseconds(Math.max(...readyMs))}, worst of ${STARTS_MEASURED}; empty folder ${milliseconds(fresh.readyMs)}`,
  );
}

/** What the interface loads before it shows anything. */
export function measureFirstLoad(): Measure {
  const files = firstLoad();
  const kilobytes = files.reduce((sum, { bytes }) => sum + bytes, 0) / 1000;
  return atMost(
    'Interface, first load, gzip',
    kilobytes,
    450,
    value => `${value.toFixed(0)} kB`,
    `${files.length} files`,
  );
}
