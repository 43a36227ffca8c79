import type { z } from 'zod';
import type { Artifact, ArtifactLine, artifactVersion } from '#shared/contract/artifacts.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { isErrorCode } from '#shared/errors.ts';
import type { Kinds } from './kinds.ts';
import type { ArtifactStore, FoundArtifact } from './store.ts';

/** Who looks, and in which language. */
export type Looker = { userId: string | null; language: Language };

/** An artifact as a person reads it. */
export function asArtifact(
  { row, proposedByName, decidedByName }: FoundArtifact,
  { kinds, store }: { kinds: Kinds; store: Pick<ArtifactStore, 'hasOtherApprover'> },
  { userId, language }: Looker,
): Artifact {
  const kind = kinds.of(row.kind, row.clientId);
  const isAnothers = row.proposedBy !== null && row.proposedBy !== userId;
  const needsAnother =
    kind?.effect === 'pays' &&
    userId !== null &&
    row.proposedBy === userId &&
    store.hasOtherApprover(row.clientId, userId);
  const { id, clientId, title, state, version, chatbotId, conversationId, contactId } = row;
  return {
    id,
    clientId,
    kind: row.kind,
    kindName: kind?.called[language] ?? null,
    effect: kind?.effect ?? null,
    title,
    state,
    version,
    hash: row.contentHash,
    lines: kind?.linesOf(row.content, language) ?? plainLines(row.content),
    mayApprove: kind !== null && !needsAnother,
    isOwn: !isAnothers,
    chatbotId,
    conversationId,
    contactId,
    proposedByKind: row.proposedByKind,
    proposedByName,
    decidedByName,
    decidedAt: row.decidedAt,
    decisionNote: row.decisionNote,
    executedAt: row.executedAt,
    failure: row.failure === null ? null : isErrorCode(row.failure) ? row.failure : 'internal.unexpected',
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

/** Its versions, the latest first. */
export function versionsOf(
  { row }: FoundArtifact,
  { kinds, store }: { kinds: Kinds; store: Pick<ArtifactStore, 'versions'> },
  language: Language,
): z.infer<typeof artifactVersion>[] {
  const kind = kinds.of(row.kind, row.clientId);
  return store.versions(row.id).map(({ version, byName }) => ({
    version: version.version,
    hash: version.contentHash,
    lines: kind?.linesOf(version.content, language) ?? plainLines(version.content),
    byKind: version.byKind,
    byName,
    createdAt: version.createdAt,
  }));
}

/** Of a content that nothing here can read: its fields as they are, so that a person still sees what it was. */
function plainLines(content: unknown): ArtifactLine[] {
  if (typeof content !== 'object' || content === null) return [];
  return Object.entries(content).map(([label, value]) => ({
    label,
    value: typeof value === 'string' ? value : JSON.stringify(value),
    field: null,
    long: false,
  }));
}
