import { X509Certificate } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import type { MailboxSettings } from '#shared/contract/mailboxes.ts';
import { mailboxPlace, writeMailboxAccess } from '#shared/lib/mailbox-access.ts';
import {
  startImapStandIn,
  type ImapStandIn,
  type ImapStandInOptions,
} from '../../../../tests/support/imap-stand-in/index.ts';
import { makeCertificate } from '../../../../tests/support/mail-stand-in/certificate.ts';
import { letter, stored } from '../../../../tests/support/mail-messages.ts';
import { memoryLook, type MemoryLook } from '../../../../tests/support/memory-look.ts';
import { blockedFor, outboundWith } from '../../../../tests/support/outbound.ts';
import { createMailboxFolders } from './folders.ts';
import { createMailboxKind } from './mailbox-kind.ts';

const servers: ImapStandIn[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});
const LETTERS = ['Contrat', 'Devis', 'Facture'].map(subject =>
  letter({ subject, text: `Voici : ${subject}.` }),
);

async function standIn(options: ImapStandInOptions = {}, letters = LETTERS): Promise<ImapStandIn> {
  const server = await startImapStandIn(options);
  servers.push(server);
  server.mailbox.set('INBOX', {
    uidValidity: 1,
    messages: letters.map((raw, index) => stored(index + 1, raw)),
  });
  return server;
}

const settingsOf = (server: ImapStandIn, changes: Partial<MailboxSettings> = {}): MailboxSettings => ({
  host: server.host,
  port: server.port,
  security: 'none',
  certificate: null,
  local: true,
  folder: 'INBOX',
  since: null,
  messages: 100,
  ...changes,
});
const LARGEST = 20_000;
const maxFileBytes = () => LARGEST;
const LOGIN = { user: 'lea', password: 'secret' };
const sealed = (settings: MailboxSettings, login = LOGIN) =>
  writeMailboxAccess({ server: mailboxPlace(settings), login });
type Options = NonNullable<Parameters<typeof memoryLook<MailboxSettings>>[1]>;

async function lookAt(
  server: ImapStandIn,
  changes: Partial<MailboxSettings> = {},
  options: Options = {},
): Promise<MemoryLook<MailboxSettings>> {
  const settings = settingsOf(server, changes);
  const look = memoryLook(settings, { login: sealed(settings), ...options });
  await createMailboxKind({ maxFileBytes, outbound: outboundWith() }).look(look);
  return look;
}
const next = (look: MemoryLook<MailboxSettings>): Options => ({ known: look.knownNext() });
const fetchedBodies = (server: ImapStandIn) =>
  server.commands.filter(command => command.includes('BODY')).length;
const keyOf = (subject: string) => `<${subject.toLowerCase()}@atelier.fr>`;

it('each message is found by its Message-ID, as it was sent; the folder is only read', async () => {
  const server = await standIn();
  const look = await lookAt(server);
  expect(look.found().toSorted()).toEqual([keyOf('Contrat'), keyOf('Devis'), keyOf('Facture')]);
  expect(look.of(keyOf('Devis'))).toMatchObject({ title: 'Devis', fileName: 'Devis.eml' });
  expect(look.contents.get(keyOf('Devis'))).toBe(LETTERS[1]);
  expect(server.commands.some(command => /^EXAMINE/iu.test(command))).toBe(true);
  expect(server.commands.filter(command => /^(?:SELECT|STORE|UID STORE|EXPUNGE)/iu.test(command))).toEqual(
    [],
  );
  expect(server.mailbox.get('INBOX')?.messages.some(({ seen }) => seen)).toBe(false);
});

it.each(['latin1', 'utf8'] as const)(
  'a subject that was written in %s, unsaid, is legible',
  async encoding => {
    const raw = letter({ subject: "Réunion d'été", text: 'La salle du haut.', id: '<r@atelier.fr>' });
    const server = await standIn({}, [Buffer.from(raw, encoding).toString('latin1')]);
    const look = await lookAt(server);
    expect(look.of('<r@atelier.fr>')).toMatchObject({
      title: "Réunion d'été",
      fileName: "Réunion d'été.eml",
    });
  },
);

it('what is larger than a file may be is told, and not fetched', async () => {
  const large = letter({ subject: 'Plan', text: 'x'.repeat(LARGEST) });
  const server = await standIn({}, [...LETTERS, large]);
  const look = await lookAt(server);
  expect(look.of(keyOf('Plan'))).toMatchObject({ type: 'skipped', reason: 'too_large', title: 'Plan' });
  expect(fetchedBodies(server)).toBe(LETTERS.length);
});

it('a next look fetches nothing that it knows, also once the folder numbers its messages anew', async () => {
  const server = await standIn();
  const first = await lookAt(server);
  expect(fetchedBodies(server)).toBe(3);
  const second = await lookAt(server, {}, next(first));
  expect(second.sightings.map(({ type }) => type)).toEqual(['unchanged', 'unchanged', 'unchanged']);
  server.mailbox.set('INBOX', {
    uidValidity: 2,
    messages: LETTERS.toReversed().map((raw, index) => stored(index + 40, raw)),
  });
  const third = await lookAt(server, {}, next(second));
  expect(third.sightings.map(({ type }) => type)).toEqual(['unchanged', 'unchanged', 'unchanged']);
  expect(third.of(keyOf('Devis'))).toMatchObject({ validators: { uidValidity: '2', uid: 41 } });
  expect(fetchedBodies(server)).toBe(3);
});

it('what is gone is not met, what came is found', async () => {
  const server = await standIn();
  const first = await lookAt(server);
  const box = server.mailbox.get('INBOX');
  box?.messages.splice(0, 1);
  box?.messages.push(stored(9, letter({ subject: 'Avoir', text: 'Un avoir.' })));
  const second = await lookAt(server, {}, next(first));
  expect(second.of(keyOf('Avoir'))).toMatchObject({ type: 'found' });
  expect(second.of(keyOf('Contrat'))).toBeUndefined();
});

it('at most so many are taken, the newest; those beyond that were read stay, and since a day', async () => {
  const server = await standIn();
  const two = await lookAt(server, { messages: 2 });
  expect(two.found().toSorted()).toEqual([keyOf('Devis'), keyOf('Facture')]);
  expect(two.of(keyOf('Contrat'))).toMatchObject({
    type: 'skipped',
    title: 'Contrat',
    reason: 'over_the_cap',
  });
  server.mailbox.get('INBOX')?.messages.push(stored(9, letter({ subject: 'Avoir', text: 'Un avoir.' })));
  const later = await lookAt(server, { messages: 2 }, next(two));
  expect(later.of(keyOf('Devis'))).toMatchObject({ type: 'unchanged' });
  const since = await lookAt(server, { since: '2026-03-03' }, next(two));
  expect(since.found().toSorted()).toEqual([keyOf('Avoir'), keyOf('Facture')]);
  expect(since.of(keyOf('Devis'))).toMatchObject({ type: 'skipped', title: 'Devis', reason: 'out_of_scope' });
});

it('messages without an id are told apart, and one that lies there twice is one', async () => {
  const anonymous = ['Un', 'Deux'].map(subject => letter({ subject, text: 'Sans nom.', id: null }));
  const server = await standIn({}, [...anonymous, ...LETTERS.slice(0, 1), ...LETTERS.slice(0, 1)]);
  const look = await lookAt(server);
  expect(look.found()).toHaveLength(3);
  const again = await lookAt(server, {}, next(look));
  expect(again.sightings.every(({ type }) => type === 'unchanged')).toBe(true);
});

it('a look that was killed goes on with what it had not read', async () => {
  const server = await standIn();
  const state = { waiting: new Map(), reported: new Map() };
  const killed = new AbortController();
  const options = { state, signal: killed.signal, onReport: () => killed.abort(new Error('killed')) };
  await expect(lookAt(server, {}, options)).rejects.toThrow('killed');
  const resumed = await lookAt(server, {}, { state });
  expect(resumed.found()).toHaveLength(3);
  expect(fetchedBodies(server)).toBe(3);
});

it.each([
  ['LOGIN', 'NO [AUTHENTICATIONFAILED] no', 'source.mailbox_login_refused'],
  ['LOGIN', 'NO [UNAVAILABLE] later', 'source.unreachable'],
  ['EXAMINE', 'NO [NONEXISTENT] gone', 'source.mailbox_folder_gone'],
  ['EXAMINE', 'NO [INUSE] later', 'source.unreachable'],
  ['UID SEARCH', 'NO no', 'source.unreachable'],
  ['UID FETCH', 'OK nothing', 'source.unreachable'],
  ['UID FETCH', 'drop', 'source.unreachable'],
])('%s answered by %s is told as %s, and nothing is reported', async (command, answer, code) => {
  const server = await standIn({ instead: said => (said.startsWith(command) ? answer : null) });
  const settings = settingsOf(server);
  const look = memoryLook(settings, { login: sealed(settings) });
  const outcome = await createMailboxKind({ maxFileBytes, outbound: outboundWith() })
    .look(look)
    .catch((error: unknown) => error);
  expect(outcome).toMatchObject({ code });
  expect(look.sightings).toEqual([]);
  expect(String(outcome) + JSON.stringify(outcome)).not.toContain(LOGIN.password);
});

const isOfBody = (uid: number) => (said: string) =>
  said.startsWith(`UID FETCH ${uid} `) && said.includes('BODY');

it.each(['drop', 'cut'])(
  'a server that breaks off in the middle of a message (%s) loses none: what is left is read later',
  async breaking => {
    let isBroken = true;
    const isSecond = isOfBody(2);
    const server = await standIn({ instead: said => (isBroken && isSecond(said) ? breaking : null) });
    const state = { waiting: new Map(), reported: new Map() };
    await expect(lookAt(server, {}, { state })).rejects.toMatchObject({ code: 'source.unreachable' });
    expect([...state.reported.keys()]).toEqual([keyOf('Facture')]);
    isBroken = false;
    const resumed = await lookAt(server, {}, { state });
    expect(resumed.found().toSorted()).toEqual([keyOf('Contrat'), keyOf('Devis'), keyOf('Facture')]);
    expect(resumed.contents.get(keyOf('Devis'))).toBe(LETTERS[1]);
  },
);

it.each([
  ['before a word', 'LOGIN'],
  ['in the middle of a message', 'UID FETCH 2 '],
])('a server that says nothing more, %s, is told as not answering', async (_when, command) => {
  const server = await standIn({
    instead: said => (said.startsWith(command) ? 'silence' : null),
  });
  const settings = settingsOf(server);
  const kind = createMailboxKind({ maxFileBytes, outbound: outboundWith(), silenceMs: 200 });
  await expect(kind.look(memoryLook(settings, { login: sealed(settings) }))).rejects.toMatchObject({
    code: 'source.unreachable',
  });
});

it('a look that is stopped does not wait for a server that says nothing', async () => {
  const stopped = new AbortController();
  const server = await standIn({
    instead(said) {
      if (!isOfBody(2)(said)) return null;
      stopped.abort(new Error('stopped'));
      return 'silence';
    },
  });
  await expect(lookAt(server, {}, { signal: stopped.signal })).rejects.toThrow('stopped');
});

it('a message that is gone once it is to be read is none, and one that is known stays until the next look', async () => {
  const server = await standIn();
  const box = server.mailbox.get('INBOX');
  const first = await lookAt(server, { messages: 2 });
  const isGone = async (known: Options) => {
    const leaving = await startImapStandIn({
      instead(said) {
        if (isOfBody(2)(said)) leaving.mailbox.get('INBOX')?.messages.splice(1, 1);
        return null;
      },
    });
    servers.push(leaving);
    leaving.mailbox.set('INBOX', { uidValidity: 2, messages: [...(box?.messages ?? [])] });
    return await lookAt(leaving, {}, known);
  };
  const fresh = await isGone({});
  expect(fresh.of(keyOf('Devis'))).toEqual({
    type: 'skipped',
    key: keyOf('Devis'),
    title: 'Devis',
    reason: 'not_found',
  });
  expect(fresh.found().toSorted()).toEqual([keyOf('Contrat'), keyOf('Facture')]);
  // Of another size than it was, so that it is read again.
  const known = first
    .knownNext()
    .map(item => ({ ...item, validators: { ...item.validators, size: 1, uidValidity: '1' } }));
  const later = await isGone({ known });
  expect(later.of(keyOf('Devis'))).toEqual({
    type: 'failed',
    key: keyOf('Devis'),
    code: 'source.message_failed',
  });
});

it('a server that is not there is told as that', async () => {
  const server = await standIn();
  await server.close();
  await expect(lookAt(server)).rejects.toMatchObject({ code: 'source.unreachable' });
});

it.each(['tls', 'starttls'] as const)(
  'over %s a certificate of its own is believed only as somebody said',
  async security => {
    const server = await standIn({ encryption: security === 'tls' ? 'implicit' : 'offered' });
    const { fingerprint256 } = new X509Certificate(server.certificate.cert);
    const sha256 = fingerprint256.replaceAll(':', '').toLowerCase();
    await expect(lookAt(server, { security })).rejects.toMatchObject({
      code: 'source.certificate_refused',
      details: { fingerprint: sha256, name: 'localhost' },
    });
    // Not a word of the login was said to it.
    expect(server.commands).not.toContain('LOGIN');
    const other = { by: 'fingerprint', sha256: '0'.repeat(64) } as const;
    await expect(lookAt(server, { security, certificate: other })).rejects.toMatchObject({
      code: 'source.certificate_changed',
      details: { fingerprint: sha256 },
    });
    expect(server.commands).not.toContain('LOGIN');
    const trusted = [
      { by: 'fingerprint', sha256 },
      { by: 'authority', pem: server.certificate.cert },
    ] as const;
    for (const certificate of trusted)
      expect((await lookAt(server, { security, certificate })).found()).toHaveLength(3);
    const { cert } = await makeCertificate();
    await expect(
      lookAt(server, { security, certificate: { by: 'authority', pem: cert } }),
    ).rejects.toMatchObject({
      code: 'source.certificate_refused',
    });
  },
);

it('what is to be encrypted is never said otherwise', async () => {
  const server = await standIn();
  for (const security of ['tls', 'starttls'] as const) {
    const outcome = await lookAt(server, { security }).catch((error: unknown) => error);
    expect(outcome).toMatchObject({ code: 'source.encryption_failed' });
  }
  expect(server.commands).not.toContain('LOGIN');
});

it('in the clear only this network is spoken to', async () => {
  const server = await standIn();
  const outbound = outboundWith();
  const far = createMailboxKind({
    maxFileBytes,
    outbound: { connectTo: async target => ({ ...(await outbound.connectTo(target)), place: 'public' }) },
  });
  const settings = settingsOf(server);
  await expect(far.look(memoryLook(settings, { login: sealed(settings) }))).rejects.toMatchObject({
    code: 'source.encryption_required',
  });
  expect(server.commands).toEqual([]);
});

it('the outbound rules hold: this network only where it is said, and with the switch on nothing opens', async () => {
  const server = await standIn();
  await expect(lookAt(server, { local: false })).rejects.toEqual(blockedFor('address'));
  const offline = createMailboxKind({ maxFileBytes, outbound: outboundWith({ isOffline: () => true }) });
  const away = settingsOf(server, { host: 'imap.exemple.fr', local: false });
  await expect(offline.look(memoryLook(away, { login: sealed(away) }))).rejects.toEqual(
    blockedFor('offline'),
  );
  expect(server.connections()).toBe(0);
});

it('the folders of a mailbox are named, and connections are told as what they are', async () => {
  const server = await standIn();
  server.mailbox.set('Clients/Dupont', { uidValidity: 1, messages: [] });
  const outbound = outboundWith();
  const { folder: _folder, since: _since, messages: _messages, ...place } = settingsOf(server);
  expect(await createMailboxFolders({ outbound })(place, LOGIN)).toMatchObject([
    { path: 'INBOX', depth: 0, use: 'inbox' },
    { path: 'Clients/Dupont', name: 'Dupont', depth: 1, use: null },
  ]);
  expect(outbound.events).toMatchObject([{ kind: 'mailbox', outcome: 'answered' }]);
});
