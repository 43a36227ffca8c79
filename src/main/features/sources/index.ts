export { createSources } from './part.ts';
export { anyKind } from './kind-list.ts';
export { createFolderKind } from './folder/folder.ts';
export * as sourceEvents from './events.ts';
