import type { Certificate, Erasure } from '#shared/contract/privacy.ts';
import { FoyerError } from '#shared/errors.ts';
import type { ClientScope } from '#main/db/client-scope.ts';
import type { Snapshot } from '#main/db/snapshots.ts';
import { isAdministrator, userIdOf, type Principal } from '#main/features/access/principal.ts';
import type { ClientService } from '#main/features/clients/index.ts';
import type { Changes } from '#main/platform/changes.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Jobs } from '#main/platform/jobs/ports.ts';
import { newId } from '#main/platform/new-id.ts';
import { ERASE_CLIENT_JOB } from './erase-client.ts';
import type { ErasureStore, Subject } from './erasure-store.ts';
import { ERASE_PERSON_JOB, type PersonRows } from './person-rows.ts';

/** It must end whatever happens meanwhile: a full disk, a database that is being read. */
const ERASE_ATTEMPTS = 10;
const ERASE_PRIORITY = 50;
const KINDS = { client: ERASE_CLIENT_JOB, person: ERASE_PERSON_JOB };

type Dependencies = {
  erasures: ErasureStore;
  people: PersonRows;
  clients: ClientService;
  /** Marks a client as out of use, in the transaction of the caller. */
  shutClient: (clientId: string, at: string) => void;
  jobs: Jobs;
  listSnapshots: () => Promise<Snapshot[]>;
  changes: Changes;
  clock: Clock;
};

export type PrivacyService = ReturnType<typeof createPrivacyService>;

export function createPrivacyService(dependencies: Dependencies) {
  const { erasures, people, clients, shutClient, jobs, listSnapshots, changes, clock } = dependencies;
  const now = () => clock.now().toISOString();
  const keyOf = ({ subject, subjectId }: Certificate) => `${KINDS[subject].type}:${subjectId}`;

  function begin(
    subject: Subject,
    subjectId: string,
    principal: Principal,
    shut: (at: string) => void,
  ): Erasure {
    const requestedAt = now();
    const certificate: Certificate = {
      version: 1,
      id: newId(),
      subject,
      subjectId,
      requestedAt,
      finishedAt: null,
      requestedBy: userIdOf(principal),
      removed: {},
      chain: null,
      snapshots: [],
    };
    erasures.atOnce(() => {
      erasures.insert(certificate);
      shut(requestedAt);
      enqueue(certificate);
    });
    return describe(certificate);
  }

  function enqueue(certificate: Certificate): void {
    const { id, subject, subjectId } = certificate;
    const request = {
      label: 'erasure', // no name: this line outlives what is erased
      clientId: null,
      priority: ERASE_PRIORITY,
      idempotencyKey: keyOf(certificate),
      maxAttempts: ERASE_ATTEMPTS,
    };
    if (subject === 'client')
      jobs.enqueue(ERASE_CLIENT_JOB, { ...request, payload: { erasureId: id, clientId: subjectId } });
    else jobs.enqueue(ERASE_PERSON_JOB, { ...request, payload: { erasureId: id, userId: subjectId } });
  }

  function describe(certificate: Certificate): Erasure {
    const { id, subject, finishedAt } = certificate;
    if (finishedAt !== null) return { id, state: 'done', progress: 1, failure: null, certificate };
    const about = { erasureId: id };
    const job =
      subject === 'client' ? jobs.latest(ERASE_CLIENT_JOB, about) : jobs.latest(ERASE_PERSON_JOB, about);
    const failure = job?.state === 'failed' ? (job.failure ?? 'internal.unexpected') : null;
    return {
      id,
      state: failure === null ? 'under_way' : 'failed',
      progress: job?.progress ?? 0,
      failure,
      certificate,
    };
  }

  function get(id: string): Erasure {
    const certificate = erasures.get(id);
    if (!certificate) throw new FoyerError('resource.not_found', `No erasure ${id}`);
    return describe(certificate);
  }

  return {
    /**
     * Throws `resource.not_found`, `erasure.not_confirmed` when the name typed is another one, `client.last` for the
     * only client in use. One that is under way is answered again.
     */
    eraseClient(
      { scope, principal }: { scope: ClientScope; principal: Principal },
      { id, confirmName }: { id: string; confirmName: string },
    ): Erasure {
      const client = clients.get(scope, id);
      requireSame(confirmName, client.name);
      const open = erasures.openOf('client', id);
      if (open) return describe(open);
      clients.requireAnother(client.id);
      const erasure = begin('client', id, principal, at => shutClient(id, at));
      changes.publish({ topic: 'clients', clientId: id, id });
      return erasure;
    },

    /**
     * Throws `resource.not_found`, `erasure.not_confirmed`, `erasure.oneself`, `erasure.last_owner`, and
     * `auth.forbidden` when someone who is no owner would erase one.
     */
    erasePerson(
      { principal }: { principal: Principal },
      { id, confirmEmail }: { id: string; confirmEmail: string },
    ): Erasure {
      const person = people.get(id);
      if (!person) throw new FoyerError('resource.not_found', `No person ${id}`);
      requireSame(confirmEmail.toLowerCase(), person.email);
      const open = erasures.openOf('person', id);
      if (open) return describe(open);
      if (userIdOf(principal) === id) throw new FoyerError('erasure.oneself', 'Not one’s own account');
      if (person.role === 'owner') {
        const owner =
          principal.kind === 'local' ||
          (isAdministrator(principal) && principal.kind === 'user' && principal.role === 'owner');
        if (!owner) throw new FoyerError('auth.forbidden', 'Only an owner erases an owner');
        if (people.otherOwners(id) === 0) throw new FoyerError('erasure.last_owner', 'The only owner');
      }
      const erasure = begin('person', id, principal, at => people.shutOut(id, at));
      changes.publish({ topic: 'people', clientId: null, id: null });
      return erasure;
    },

    list: (subject: Subject | undefined): Erasure[] => erasures.list(subject).map(describe),
    get,

    retry(id: string): Erasure {
      const { certificate, state } = get(id);
      if (state === 'failed') enqueue(certificate);
      return get(id);
    },

    /** Completes the certificate of an erasure whose work is done. */
    async finish(id: string): Promise<void> {
      const snapshots = (await listSnapshots()).map(({ name, madeAt, removedAfter }) => ({
        name,
        madeAt: madeAt.toISOString(),
        removedAfter: removedAfter.toISOString(),
      }));
      const certificate = erasures.get(id);
      if (!certificate) return;
      erasures.save({ ...certificate, finishedAt: now(), chain: erasures.chainPosition(), snapshots });
    },

    /** An erasure that was asked for is done, whatever became of its job. */
    resumeUnfinished(): void {
      for (const certificate of erasures.unfinished()) enqueue(certificate);
    },
  };
}

function requireSame(typed: string, name: string): void {
  if (typed.trim().normalize() === name.trim().normalize()) return;
  throw new FoyerError('erasure.not_confirmed', 'What was typed is not the name');
}
