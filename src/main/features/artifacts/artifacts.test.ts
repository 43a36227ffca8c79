import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FoyerError, type ErrorCode } from '#shared/errors.ts';
import { allClients, wholeClients } from '#main/db/client-scope.ts';
import { artifacts, clients, users } from '#main/db/schema/index.ts';
import { actAs } from '#main/platform/acting.ts';
import { createChanges } from '#main/platform/changes.ts';
import { createSilentLog } from '#main/platform/log.ts';
import { newId } from '#main/platform/new-id.ts';
import { createEventsStandIn } from '../../../../tests/support/events-stand-in.ts';
import { jobEngine } from '../../../../tests/support/job-engine.ts';
import { openTemporaryDatabase } from '../../../../tests/support/temporary-database.ts';
import { createExecution, EXECUTE_JOB } from './execution.ts';
import { defineArtifact } from './kind.ts';
import { createKinds } from './kinds.ts';
import { createArtifactService } from './service.ts';
import { createArtifactStore } from './store.ts';

const code = (expected: ErrorCode) => expect.objectContaining({ code: expected }) as Error;
const at = '2026-12-01T09:00:00.000Z';

let office: ReturnType<typeof open>;
beforeEach(() => {
  office = open();
});
afterEach(() => office.close());

/** A client and two people; each kind of artifact notes in `done` what it was asked to carry out. */
function open() {
  const { database, close } = openTemporaryDatabase();
  let time = new Date(at).getTime();
  const clock = { now: () => new Date(time) };
  const clientId = newId();
  const person = (role: 'owner' | 'member', initials: string) => {
    const id = newId();
    const row = { fullName: `Personne ${initials}`, initials, role, language: 'fr', theme: 'light' } as const;
    const rest = { passwordHash: null, active: true, sealedSecondFactor: null, createdAt: at, updatedAt: at };
    database
      .insert(users)
      .values({ id, email: `${initials}@exemple.fr`, ...row, ...rest })
      .run();
    return id;
  };
  database
    .insert(clients)
    .values({
      id: clientId,
      name: 'Atelier',
      timeZone: 'Europe/Paris',
      active: true,
      createdAt: at,
      updatedAt: at,
    })
    .run();
  const done: { key: string; text: string }[] = [];
  const failures: Error[] = [];
  let whileExecuting: (signal: AbortSignal) => Promise<void> = () => Promise.resolve();
  let refusal: Error | null = null;
  const kindOf = (name: string, effect: 'sends' | 'pays') =>
    defineArtifact({
      name,
      called: { fr: 'Lettre', en: 'Letter' },
      effect,
      content: z.object({ to: z.string(), text: z.string().min(1) }).strict(),
      title: ({ to }) => `À ${to}`,
      describe: ({ to, text }) => [
        { label: 'À', value: to },
        { label: 'Texte', value: text, field: 'text', long: true },
      ],
      requirePossible() {
        if (refusal !== null) throw refusal;
      },
      triedAgainAfter: ['mail.try_later'],
      async execute({ content: { text }, key, signal }) {
        await whileExecuting(signal);
        const failure = failures.shift();
        if (failure !== undefined) throw failure;
        done.push({ key, text });
        return { accepted: true };
      },
    });
  const declared = [kindOf('letter', 'sends'), kindOf('payment', 'pays')];
  const off = new Set<string>();

  /** What a process makes of the same database. */
  function start() {
    const { jobs, store: jobStore } = jobEngine(database, clock);
    const { events: standIn, recorded } = createEventsStandIn();
    const events = {
      ...standIn,
      atOnce: <Result>(write: () => Result) => database.$client.transaction(write)(),
    };
    const store = createArtifactStore(database);
    const kinds = createKinds(() => declared.map(kind => ({ kind, isOnFor: () => !off.has(kind.name) })));
    const execution = createExecution({ store, kinds, jobs, events, clock, log: createSilentLog() });
    jobs.register(EXECUTE_JOB, execution.handler);
    const changes = createChanges();
    const requireOpen = () => undefined;
    const service = createArtifactService({ store, kinds, requireOpen, jobs, events, changes, clock });
    return { service, jobs, jobStore, execution, recorded };
  }
  const process = start();
  const marie = person('owner', 'mar');
  const caller = (userId = marie, scope = allClients) => ({
    scope,
    looker: { userId, language: 'fr' as const },
  });
  return {
    ...process,
    start,
    database,
    clientId,
    done,
    failures,
    off,
    marie,
    person,
    caller,
    get: (id: string) => process.service.get(caller(), id),
    propose: (kind = 'letter', asDraft = false) =>
      actAs({ kind: 'user', id: marie, correlationId: null, address: null, userAgent: null }, () =>
        process.service.propose(allClients, {
          clientId,
          kind,
          content: { to: 'Nadia', text: 'Bonjour' },
          asDraft,
        }),
      ),
    waitUntilTold(work: typeof whileExecuting) {
      whileExecuting = work;
    },
    refuse(error: Error | null) {
      refusal = error;
    },
    pass(seconds: number) {
      time += seconds * 1000;
    },
    async close() {
      await process.jobs.close();
      close();
    },
  };
}

async function carriedOut(id: string) {
  office.jobs.start();
  await office.jobs.idle();
  return office.get(id);
}

function approveAsIs(id: string) {
  return office.service.approve(office.caller(), { id, hash: office.get(id).hash });
}

describe('what waits for a yes', () => {
  it('is read as it will happen, is carried out once after the yes, and says what came of it', async () => {
    const id = office.propose();
    expect(office.get(id)).toMatchObject({
      state: 'review',
      version: 1,
      title: 'À Nadia',
      kindName: 'Lettre',
      effect: 'sends',
      proposedByName: 'Personne mar',
      isOwn: true,
      lines: [
        { label: 'À', value: 'Nadia', field: null, long: false },
        { label: 'Texte', value: 'Bonjour', field: 'text', long: true },
      ],
    });
    expect(office.service.waiting(allClients)).toEqual([{ clientId: office.clientId, count: 1 }]);
    expect(approveAsIs(id).state).toBe('approved');
    expect(await carriedOut(id)).toMatchObject({
      state: 'executed',
      executedAt: at,
      decidedByName: 'Personne mar',
    });
    expect(office.done).toEqual([{ key: `${id}.1`, text: 'Bonjour' }]);
    expect(office.recorded.map(({ type }) => type)).toEqual([
      'artifact.proposed',
      'artifact.decided',
      'artifact.executed',
    ]);
    expect(office.service.waiting(allClients)).toEqual([]);
  });

  it('counts one of two approvals at once', async () => {
    const id = office.propose();
    const { hash } = office.get(id);
    office.service.approve(office.caller(), { id, hash });
    expect(() => office.service.approve(office.caller(), { id, hash })).toThrow(code('artifact.decided'));
    await carriedOut(id);
    expect(office.done).toHaveLength(1);
  });

  it('is not approved as something else than what was looked at', async () => {
    const id = office.propose();
    const looked = office.get(id).hash;
    const edited = office.service.edit(office.caller(), { id, hash: looked, content: { text: 'Adieu' } });
    expect(edited).toMatchObject({ state: 'review', version: 2 });
    expect(() => office.service.approve(office.caller(), { id, hash: looked })).toThrow(
      code('artifact.changed'),
    );
    expect(() =>
      office.service.edit(office.caller(), { id, hash: looked, content: { text: 'Encore' } }),
    ).toThrow(code('artifact.changed'));
    approveAsIs(id);
    await carriedOut(id);
    expect(office.done).toEqual([{ key: `${id}.2`, text: 'Adieu' }]);
    expect(office.get(id).versions.map(({ version, lines }) => [version, lines[1]?.value])).toEqual([
      [2, 'Adieu'],
      [1, 'Bonjour'],
    ]);
  });

  it('is not carried out when what is on the disk is not what was approved', async () => {
    const id = office.propose();
    approveAsIs(id);
    office.database
      .update(artifacts)
      .set({ content: { to: 'Nadia', text: 'Autre chose' } })
      .run();
    expect(await carriedOut(id)).toMatchObject({ state: 'failed', failure: 'artifact.changed' });
    expect(office.done).toEqual([]);
  });

  it('lets nobody edit what its kind keeps as it is, nor write what its kind refuses', () => {
    const id = office.propose();
    const { hash } = office.get(id);
    const edit = (content: object) => () => office.service.edit(office.caller(), { id, hash, content });
    expect(edit({ to: 'Quelqu’un d’autre' })).toThrow(code('request.invalid'));
    expect(edit({ text: '' })).toThrow(code('request.invalid'));
    expect(office.get(id)).toMatchObject({ version: 1, hash });
  });

  it('that is refused never happens, and may be put to review again', async () => {
    const id = office.propose();
    expect(office.service.reject(office.caller(), { id, note: 'Trop tôt' })).toMatchObject({
      state: 'rejected',
      decisionNote: 'Trop tôt',
    });
    expect(() => approveAsIs(id)).toThrow(code('artifact.decided'));
    expect(office.service.reopen(office.caller(), id)).toMatchObject({
      state: 'review',
      version: 2,
      decisionNote: null,
    });
    expect(office.done).toEqual([]);
  });

  it('says before it is proposed, and before it is approved, that it cannot be done now', () => {
    const id = office.propose();
    office.refuse(new FoyerError('mail.not_configured', 'none'));
    expect(() => office.propose()).toThrow(code('mail.not_configured'));
    expect(() => approveAsIs(id)).toThrow(code('mail.not_configured'));
    expect(office.get(id).state).toBe('review');
  });

  it('is put to review by whoever wrote the draft, and by nobody else', () => {
    const id = office.propose('letter', true);
    expect(office.service.waiting(allClients)).toEqual([]);
    const other = office.person('owner', 'jul');
    expect(() => office.service.submit(office.caller(other), id)).toThrow(code('auth.forbidden'));
    expect(() => approveAsIs(id)).toThrow(code('artifact.decided'));
    expect(office.service.submit(office.caller(), id).state).toBe('review');
  });

  it('pays only after the yes of another person, where there is one', () => {
    const alone = office.propose('payment');
    expect(approveAsIs(alone).state).toBe('approved');
    const id = office.propose('payment');
    const other = office.person('owner', 'jul');
    expect(office.get(id).mayApprove).toBe(false);
    expect(() => approveAsIs(id)).toThrow(code('artifact.needs_another'));
    const { hash } = office.get(id);
    expect(office.service.approve(office.caller(other), { id, hash }).state).toBe('approved');
  });

  it('is absent for those who do not reach its client', () => {
    const id = office.propose();
    const { hash } = office.get(id);
    const stranger = office.caller(office.marie, wholeClients([newId()]));
    const absent = code('resource.not_found');
    const { service, clientId } = office;
    expect(() => service.get(stranger, id)).toThrow(absent);
    expect(() => service.approve(stranger, { id, hash })).toThrow(absent);
    expect(() => service.edit(stranger, { id, hash, content: { text: 'x' } })).toThrow(absent);
    expect(() => service.reject(stranger, { id, note: 'non' })).toThrow(absent);
    expect(service.list(stranger, { limit: 10 }).items).toEqual([]);
    const content = { to: 'Nadia', text: 'Bonjour' };
    expect(() => service.propose(stranger.scope, { clientId, kind: 'letter', content })).toThrow(absent);
  });

  it('of a kind that nobody declares any more still shows, and can only be refused', async () => {
    const [waiting, approved] = [office.propose(), office.propose()];
    approveAsIs(approved);
    office.off.add('letter');
    expect(office.get(waiting)).toMatchObject({
      kindName: null,
      mayApprove: false,
      lines: [
        { label: 'to', value: 'Nadia', field: null },
        { label: 'text', value: 'Bonjour', field: null },
      ],
    });
    expect(() => approveAsIs(waiting)).toThrow(code('artifact.kind_gone'));
    expect(office.service.reject(office.caller(), { id: waiting, note: 'Module arrêté' }).state).toBe(
      'rejected',
    );
    expect(await carriedOut(approved)).toMatchObject({ state: 'failed', failure: 'artifact.kind_gone' });
    expect(office.done).toEqual([]);
  });
});

describe('carrying out', () => {
  it('is tried again after what says that nothing happened, under the same key', async () => {
    const id = office.propose();
    office.failures.push(new FoyerError('mail.try_later', 'greylisted'));
    approveAsIs(id);
    office.jobs.start();
    await expect.poll(() => office.get(id).state).toBe('approved');
    await expect.poll(() => office.failures.length).toBe(0);
    office.pass(600);
    expect(office.done).toEqual([]);
    await expect.poll(() => office.get(id).state, { timeout: 10_000 }).toBe('executed');
    expect(office.done).toEqual([{ key: `${id}.1`, text: 'Bonjour' }]);
  });

  it('is never tried again by itself after anything else', async () => {
    const id = office.propose();
    office.failures.push(new FoyerError('mail.interrupted', 'gone in the middle'));
    approveAsIs(id);
    expect(await carriedOut(id)).toMatchObject({ state: 'failed', failure: 'mail.interrupted' });
    office.execution.resume();
    await office.jobs.idle();
    expect(office.done).toEqual([]);
  });

  it('that was under way when the process died may have happened: it is told, and never done again', async () => {
    const id = office.propose();
    approveAsIs(id);
    // The process is gone after the effect, before it could write that down.
    office.database.update(artifacts).set({ state: 'executing' }).run();
    const next = office.start();
    next.execution.resume();
    next.jobs.start();
    await next.jobs.idle();
    expect(office.get(id)).toMatchObject({ state: 'failed', failure: 'artifact.outcome_unknown' });
    expect(office.done).toEqual([]);
    expect(next.recorded.map(({ type }) => type)).toEqual(['artifact.failed']);
    expect(next.service.reopen(office.caller(), id)).toMatchObject({ state: 'review', version: 2 });
    next.service.approve(office.caller(), { id, hash: office.get(id).hash });
    await next.jobs.idle();
    expect(office.done).toEqual([{ key: `${id}.2`, text: 'Bonjour' }]);
    await next.jobs.close();
  });

  it('that was approved and not begun when the process died is done at the next start', async () => {
    const id = office.propose();
    approveAsIs(id);
    const next = office.start();
    next.execution.resume();
    next.jobs.start();
    await next.jobs.idle();
    expect(office.get(id).state).toBe('executed');
    expect(office.done).toHaveLength(1);
    await next.jobs.close();
  });

  it('that the closing of the application breaks off may have happened', async () => {
    const id = office.propose();
    const begun = Promise.withResolvers<void>();
    office.waitUntilTold(signal => {
      begun.resolve();
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });
    });
    approveAsIs(id);
    office.jobs.start();
    await begun.promise;
    expect(office.get(id).state).toBe('executing');
    await office.jobs.close();
    expect(office.get(id)).toMatchObject({ state: 'failed', failure: 'artifact.outcome_unknown' });
  });
});
