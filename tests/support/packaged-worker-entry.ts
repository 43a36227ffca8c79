import { workerEntry as entryFrom, type WorkerName } from '../../src/main/platform/worker-entry.ts';

const bundle = new URL('../../out/main/index.js', import.meta.url).href;

/**
 * Workers and processes as they are packaged, for whatever tests start: hundreds of them, each of which would strip the
 * types of a hundred files. `vitest.config.ts` puts it in the place of `src/main/platform/worker-entry.ts`.
 */
export const workerEntry = (name: WorkerName): URL => entryFrom(name, bundle);
