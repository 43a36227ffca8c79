import { z } from 'zod';
import { FoyerError, isFoyerError, type ErrorCode } from '#shared/errors.ts';
import { wholeClients } from '#main/db/client-scope.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Events } from '#main/platform/events/index.ts';
import { jobKind, type PayloadOf } from '#main/platform/jobs/kind.ts';
import type { JobHandler, Jobs, JobRun } from '#main/platform/jobs/ports.ts';
import type { Log } from '#main/platform/log.ts';
import { ARTIFACT_EXECUTED, ARTIFACT_FAILED } from './events.ts';
import type { Kinds } from './kinds.ts';
import { hashOf } from './hash.ts';
import type { ArtifactRow, ArtifactStore } from './store.ts';

export const EXECUTE_JOB = jobKind(
  'artifacts.execute',
  z.object({ artifactId: z.string(), clientId: z.string() }),
  { called: null },
);
type Carried = PayloadOf<typeof EXECUTE_JOB>;

/** With the queue's back-off about twenty minutes: longer than the usual greylisting of mail. */
const ATTEMPTS = 14;
const SOON = 10; // a person waits for it

type Ended = { state: 'executed'; result: Record<string, unknown> } | { state: 'failed'; failure: ErrorCode };

type Dependencies = {
  store: ArtifactStore;
  kinds: Kinds;
  jobs: Pick<Jobs, 'enqueue'>;
  events: Events;
  clock: Clock;
  log: Log;
};

/** Part of the transaction of the yes. */
export function askToExecute(
  jobs: Pick<Jobs, 'enqueue'>,
  { id, clientId, title, version }: ArtifactRow,
): void {
  jobs.enqueue(EXECUTE_JOB, {
    label: title,
    clientId,
    payload: { artifactId: id, clientId },
    priority: SOON,
    maxAttempts: ATTEMPTS,
    idempotencyKey: `${EXECUTE_JOB.type}:${id}:${version}`,
  });
}

/**
 * Carries out what was approved. That it begins is on the disk before it does; what is found begun and not ended may have
 * happened, and is never done again by itself.
 */
export function createExecution({ store, kinds, jobs, events, clock, log }: Dependencies) {
  /** How it ended, of those whose end the disk did not take. */
  const ends = new Map<string, Ended>();
  const scopeOf = ({ clientId }: { clientId: string }) => wholeClients([clientId]);

  function end(row: ArtifactRow, ended: Ended): void {
    const { id: subjectId, clientId, kind, version, visitorId: contactId } = row;
    ends.set(subjectId, ended);
    events.atOnce(() => {
      const at = clock.now().toISOString();
      const change = { ...ended, updatedAt: at, ...(ended.state === 'executed' ? { executedAt: at } : {}) };
      // An erasure took it meanwhile: there is nothing to tell.
      if (!store.move(scopeOf(row), row, change)) return;
      const facts = { clientId, subjectId, contactId };
      if (ended.state === 'executed')
        events.record(ARTIFACT_EXECUTED, { ...facts, payload: { kind, version } });
      else events.record(ARTIFACT_FAILED, { ...facts, payload: { kind, version, failure: ended.failure } });
    });
    ends.delete(subjectId);
  }

  /** Takes what was approved, and nothing else. Null when it is not there, not approved, or begun already. */
  function begin({ clientId, artifactId }: Carried): ArtifactRow | null {
    return events.atOnce(() => {
      const scope = wholeClients([clientId]);
      const row = store.get(scope, artifactId)?.row;
      if (row?.state === 'executing') end(row, ends.get(row.id) ?? lost);
      if (row?.state !== 'approved') return null;
      const isApproved = row.approvedHash === hashOf(row.kind, row.version, row.content);
      if (!isApproved || row.approvedHash !== row.contentHash) {
        end(row, { state: 'failed', failure: 'artifact.changed' });
        return null;
      }
      const began = store.move(scope, row, { state: 'executing', updatedAt: clock.now().toISOString() });
      return began ? { ...row, state: 'executing' } : null;
    });
  }

  async function carryOut(row: ArtifactRow, signal: AbortSignal): Promise<Record<string, unknown>> {
    const kind = kinds.of(row.kind, row.clientId);
    if (kind === null) throw new FoyerError('artifact.kind_gone', `Nobody declares ${row.kind} any more`);
    const { content, clientId } = row;
    return kind.execute({ content, clientId, key: `${row.id}.${row.version}`, signal });
  }

  async function run({ payload, attempt, signal }: JobRun<Carried>): Promise<void> {
    const row = begin(payload);
    if (row === null) return;
    let result: Record<string, unknown>;
    try {
      result = await carryOut(row, signal);
    } catch (error) {
      // The application closes in the middle of it.
      if (signal.aborted) return end(row, lost);
      const failure = isFoyerError(error) ? error.code : 'internal.unexpected';
      log.warn({ err: error, code: failure, artifact: row.id }, 'an approved artifact was not carried out');
      const passes = kinds.of(row.kind, row.clientId)?.triedAgainAfter.has(failure) === true;
      if (!passes || attempt >= ATTEMPTS) return end(row, { state: 'failed', failure });
      store.move(scopeOf(row), row, { state: 'approved', updatedAt: clock.now().toISOString() });
      throw error;
    }
    end(row, { state: 'executed', result });
  }

  return {
    handler: {
      concurrency: 1,
      mustEnd: true, // what was begun is told, not dropped
      leavesNoTrace: true, // the artifact says what came of it
      run,
      onEnd({ payload: { clientId, artifactId } }, _end, failure) {
        const row = store.get(wholeClients([clientId]), artifactId)?.row;
        if (row?.state === 'approved' || row?.state === 'executing') end(row, { state: 'failed', failure });
      },
    } satisfies JobHandler<Carried>,

    /** Of an earlier process: what it had begun is over, what it had not begins. */
    resume(): void {
      for (const row of store.inState('executing')) end(row, lost);
      for (const row of store.inState('approved')) askToExecute(jobs, row);
    },
  };
}

const lost: Ended = { state: 'failed', failure: 'artifact.outcome_unknown' };
