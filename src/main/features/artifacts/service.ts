import { z } from 'zod';
import type { Artifact, ArtifactState } from '#shared/contract/artifacts.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { FoyerError } from '#shared/errors.ts';
import { narrowScope, scopeHolds, type ClientScope } from '#main/db/client-scope.ts';
import { acting } from '#main/platform/acting.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Events } from '#main/platform/events/index.ts';
import type { Jobs } from '#main/platform/jobs/ports.ts';
import { newId } from '#main/platform/new-id.ts';
import { ARTIFACT_DECIDED, ARTIFACT_PROPOSED } from './events.ts';
import { askToExecute } from './execution.ts';
import { hashOf } from './hash.ts';
import type { ArtifactKind } from './kind.ts';
import type { Kinds } from './kinds.ts';
import type { About, ArtifactRow, ArtifactStore, FoundArtifact } from './store.ts';
import { asArtifact, versionsOf, type Looker } from './views.ts';

type Dependencies = {
  store: ArtifactStore;
  kinds: Kinds;
  /** Throws for a client that is archived: nothing begins for it any more. */
  requireOpen: (scope: ClientScope, clientId: string) => void;
  jobs: Pick<Jobs, 'enqueue'>;
  events: Events;
  changes: Pick<Changes, 'publish'>;
  clock: Clock;
};

/** Who asks, what they reach, and in which language they read. */
export type Caller = { scope: ClientScope; looker: Looker };

export type Proposal = About & {
  clientId: string;
  kind: string;
  content: unknown;
  /** Not to be decided yet: whoever wrote it goes on with it. */
  asDraft?: boolean;
};

export type ArtifactService = ReturnType<typeof createArtifactService>;

/** What writes, sends or pays waits here for a person's yes to exactly that. */
export function createArtifactService(dependencies: Dependencies) {
  const { store, kinds, requireOpen, jobs, events, changes, clock } = dependencies;
  const now = () => clock.now().toISOString();

  function find(scope: ClientScope, id: string): FoundArtifact {
    const found = store.get(scope, id);
    if (!found) throw new FoyerError('resource.not_found', `No artifact ${id}`);
    return found;
  }

  const shown = ({ scope, looker }: Caller, id: string): Artifact =>
    asArtifact(find(scope, id), { kinds, store }, looker);

  /** Throws `artifact.kind_gone` when nothing here carries it out any more. */
  function kindOf(name: string, clientId: string): ArtifactKind {
    const kind = kinds.of(name, clientId);
    if (kind === null)
      throw new FoyerError('artifact.kind_gone', `Nobody declares the artifact ${name} here`);
    return kind;
  }

  /** Throws `artifact.decided`. */
  function requireState(row: ArtifactRow, ...states: readonly ArtifactState[]): void {
    if (!states.includes(row.state))
      throw new FoyerError('artifact.decided', `It is ${row.state} by now`, {
        details: { state: row.state },
      });
  }

  /** Throws `artifact.changed`: what was looked at is not what is there. */
  function requireSame(row: ArtifactRow, hash: string): void {
    if (row.contentHash !== hash)
      throw new FoyerError('artifact.changed', `It is version ${row.version} by now`);
  }

  /** Throws `artifact.changed` when it became something else since it was read. */
  function move(scope: ClientScope, row: ArtifactRow, change: Partial<ArtifactRow>): void {
    if (!store.move(scope, row, { ...change, updatedAt: now() }))
      throw new FoyerError('artifact.changed', 'It changed at this very moment');
  }

  function recordProposed(row: ArtifactRow, { effect }: ArtifactKind): void {
    const { id, clientId, kind, version, visitorId } = row;
    events.record(ARTIFACT_PROPOSED, {
      clientId,
      subjectId: id,
      contactId: visitorId,
      payload: { kind, version, effect },
    });
  }

  function recordDecided({ id, clientId, kind, version, visitorId }: ArtifactRow, approved: boolean): void {
    events.record(ARTIFACT_DECIDED, {
      clientId,
      subjectId: id,
      contactId: visitorId,
      payload: { kind, version, approved },
    });
  }

  function announce({ id, clientId }: ArtifactRow): void {
    changes.publish({ topic: 'approvals', clientId, id });
  }

  /** Its next version, with what was decided of the one before undone. */
  function next(row: ArtifactRow, content: Record<string, unknown>, title: string, state: ArtifactState) {
    const version = row.version + 1;
    return {
      content,
      title,
      state,
      version,
      contentHash: hashOf(row.kind, version, content),
      approvedHash: null,
      decidedBy: null,
      decidedAt: null,
      decisionNote: null,
      failure: null,
      result: null,
      executedAt: null,
    };
  }

  function keepVersion(row: ArtifactRow): void {
    const { kind: byKind, userId: by } = whoActs();
    const { id: artifactId, version, content, contentHash } = row;
    store.insertVersion({ artifactId, version, content, contentHash, byKind, by, createdAt: now() });
  }

  function toReviewAgain(scope: ClientScope, row: ArtifactRow, change: ReturnType<typeof next>): void {
    move(scope, row, change);
    keepVersion({ ...row, ...change });
  }

  return {
    get(caller: Caller, id: string) {
      const found = find(caller.scope, id);
      const { looker } = caller;
      return {
        ...asArtifact(found, { kinds, store }, looker),
        versions: versionsOf(found, { kinds, store }, looker.language),
      };
    },

    list(
      { scope, looker }: Caller,
      { clientId, limit, cursor, state, open }: ListAsked,
    ): { items: Artifact[]; nextCursor: string | null } {
      const { items, nextCursor } = store.list(narrowScope(scope, clientId), { limit, cursor, state, open });
      return { items: items.map(found => asArtifact(found, { kinds, store }, looker)), nextCursor };
    },

    waiting: (scope: ClientScope) => store.waiting(narrowScope(scope, undefined)),

    /**
     * Something that waits for a yes, or a draft of it. Throws `resource.not_found` for what is out of reach,
     * `artifact.kind_gone`, `request.invalid` for a content that is not its kind's, and what the kind says when it could not
     * be carried out now.
     */
    propose(
      scope: ClientScope,
      { clientId, kind: name, content, asDraft = false, ...about }: Proposal,
    ): string {
      if (!scopeHolds(scope, clientId)) throw new FoyerError('resource.not_found', `No client ${clientId}`);
      requireOpen(scope, clientId);
      const kind = kindOf(name, clientId);
      const read = reading(() => kind.read(content));
      kind.requirePossible();
      const of = store.about(scope, clientId, about);
      if (of === null) throw new FoyerError('resource.not_found', 'What it is about is not there');
      const { kind: proposedByKind, userId: proposedBy } = whoActs();
      const at = now();
      const row: ArtifactRow = {
        id: newId(),
        ...of,
        kind: name,
        ...read,
        state: asDraft ? 'draft' : 'review',
        version: 1,
        contentHash: hashOf(name, 1, read.content),
        proposedByKind,
        proposedBy,
        decidedBy: null,
        decidedAt: null,
        decisionNote: null,
        approvedHash: null,
        executedAt: null,
        failure: null,
        result: null,
        createdAt: at,
        updatedAt: at,
      };
      events.atOnce(() => {
        store.insert(row);
        keepVersion(row);
        if (!asDraft) recordProposed(row, kind);
      });
      if (asDraft) announce(row);
      return row.id;
    },

    /** A new version of what is not decided yet; of the content only what its kind lets people edit. */
    edit(caller: Caller, { id, hash, content }: { id: string; hash: string; content: object }): Artifact {
      const { row } = find(caller.scope, id);
      requireState(row, 'draft', 'review');
      requireSame(row, hash);
      const kind = kindOf(row.kind, row.clientId);
      const editable = new Set(kind.linesOf(row.content, 'en')?.map(({ field }) => field));
      const foreign = Object.keys(content).find(field => !editable.has(field));
      if (foreign !== undefined)
        throw new FoyerError('request.invalid', `content.${foreign}: may not be edited`, {
          details: { field: foreign },
        });
      const read = reading(() => kind.read({ ...(row.content as object), ...content }));
      events.atOnce(() => toReviewAgain(caller.scope, row, next(row, read.content, read.title, row.state)));
      announce(row);
      return shown(caller, id);
    },

    /** A draft is put to review by who wrote it. Throws `auth.forbidden` for another's. */
    submit(caller: Caller, id: string): Artifact {
      const { row } = find(caller.scope, id);
      requireState(row, 'draft');
      if (row.proposedBy !== null && row.proposedBy !== caller.looker.userId)
        throw new FoyerError('auth.forbidden', 'Another person’s draft');
      const kind = kindOf(row.kind, row.clientId);
      events.atOnce(() => {
        move(caller.scope, row, { state: 'review' });
        recordProposed(row, kind);
      });
      return shown(caller, id);
    },

    /** Says yes to exactly what was looked at: it is carried out, once. */
    approve(caller: Caller, { id, hash }: { id: string; hash: string }): Artifact {
      const { scope, looker } = caller;
      const { row } = find(scope, id);
      requireState(row, 'review');
      requireSame(row, hash);
      requireOpen(scope, row.clientId);
      kindOf(row.kind, row.clientId).requirePossible();
      if (!shown(caller, id).mayApprove)
        throw new FoyerError('artifact.needs_another', 'Who proposed a payment does not approve it');
      events.atOnce(() => {
        const decided = { decidedBy: looker.userId, decidedAt: now() };
        move(scope, row, { state: 'approved', approvedHash: hash, ...decided });
        recordDecided(row, true);
        askToExecute(jobs, row);
      });
      return shown(caller, id);
    },

    /** It never happens. What nobody declares any more can be refused all the same. */
    reject(caller: Caller, { id, note }: { id: string; note: string }): Artifact {
      const { row } = find(caller.scope, id);
      requireState(row, 'draft', 'review');
      events.atOnce(() => {
        const decided = { decidedBy: caller.looker.userId, decidedAt: now(), decisionNote: note };
        move(caller.scope, row, { state: 'rejected', ...decided });
        recordDecided(row, false);
      });
      return shown(caller, id);
    },

    /** What failed or was refused waits again, as a new version: whoever receives it twice cannot take it for the same. */
    reopen(caller: Caller, id: string): Artifact {
      const { row } = find(caller.scope, id);
      requireState(row, 'failed', 'rejected');
      const kind = kindOf(row.kind, row.clientId);
      const read = reading(() => kind.read(row.content));
      events.atOnce(() => {
        const change = next(row, read.content, read.title, 'review');
        toReviewAgain(caller.scope, row, change);
        recordProposed({ ...row, ...change }, kind);
      });
      return shown(caller, id);
    },
  };
}

type ListAsked = {
  limit: number;
  clientId?: string | undefined;
  cursor?: string | undefined;
  state?: ArtifactState | undefined;
  open?: boolean | undefined;
  language?: Language | undefined;
};

/** Of a program only that it was one; the log of what happened has its id. */
function whoActs() {
  const { kind, id } = acting();
  return { kind, userId: kind === 'user' || kind === 'local' ? id : null };
}

function reading<Read>(read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const [issue] = error.issues;
    const field = issue?.path.join('.') ?? '';
    throw new FoyerError('request.invalid', `${field}: ${issue?.message ?? 'not what it should be'}`, {
      details: { field },
    });
  }
}
