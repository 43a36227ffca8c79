export * as artifactEvents from './events.ts';
export { defineArtifact, type ArtifactKind } from './kind.ts';
export { createArtifacts } from './part.ts';
export type { ArtifactService, Proposal } from './service.ts';
