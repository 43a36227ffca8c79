export { readDisk, type DiskReader } from './disk.ts';
export { isStorageRefusal, refusalIn } from './refusals.ts';
export { createStorage, type Storage } from './storage.ts';
