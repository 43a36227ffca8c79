export { createScheduler, type Scheduler } from './scheduler.ts';
export { createScheduleStore } from './store.ts';
