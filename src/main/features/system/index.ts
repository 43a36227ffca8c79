export { createSystem } from './part.ts';
export { createStorageCare, type StorageCare } from './storage-care.ts';
export { createSettingsStore, type SettingsStore } from './settings.ts';
export { createTasks } from './tasks-part.ts';
