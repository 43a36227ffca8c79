export { readDisk, type DiskReader } from './disk.ts';
export { asRefusal, isStorageRefusal } from './refusals.ts';
export { createStorage, type Storage } from './storage.ts';
