import type { House } from '#main/features/house.ts';
import { part } from '#main/features/part.ts';
import { createJobRoutes } from './jobs-routes.ts';

/** What runs, waits and failed in the background, and what is due. */
export function createTasks(house: House) {
  return part({ routes: { jobs: createJobRoutes(house) } });
}
