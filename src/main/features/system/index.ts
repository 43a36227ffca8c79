export { createJobRoutes } from './jobs-routes.ts';
export { createSystemRoutes } from './routes.ts';
export { createSystemService } from './service.ts';
export { createStorageCare, type StorageCare } from './storage-care.ts';
export { createSettingsStore, type SettingsStore } from './settings.ts';
