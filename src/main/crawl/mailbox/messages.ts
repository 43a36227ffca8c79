import { createHash } from 'node:crypto';
import type { FetchMessageObject, ImapFlow } from 'imapflow';
import { FoyerError } from '#shared/errors.ts';

/** A message as it stands in its folder. */
export type Message = {
  /** The same in any folder and after any move: its Message-ID, else what tells it from others. */
  key: string;
  uid: number;
  size: number;
  subject: string | null;
};

const KEY_MAX = 900;
export const SUBJECT_MAX = 300;
const ASKED_AT_ONCE = 500;

function keyOf({ envelope, size, internalDate }: FetchMessageObject): string {
  const id = envelope?.messageId?.trim() ?? '';
  if (id !== '') return id.slice(0, KEY_MAX);
  const from = envelope?.from?.map(({ address }) => address ?? '').join(',') ?? '';
  const date = envelope?.date ?? internalDate ?? '';
  const said = [date instanceof Date ? date.toISOString() : date, from, envelope?.subject ?? '', size ?? 0];
  return `urn:sha256:${createHash('sha256').update(said.join('\n')).digest('hex')}`;
}

/** The server did not say all that it was asked: what it left out is not gone. */
const unsaid = (what: string): FoyerError =>
  new FoyerError('source.unreachable', `The mail server did not say ${what}`, { details: { detail: what } });

/** Messages by their uids, the newest first. Throws where the server does not tell of one that it has. */
export async function messagesOf(
  client: ImapFlow,
  uids: readonly number[],
  signal: AbortSignal,
): Promise<Message[]> {
  const found: Message[] = [];
  for (let from = 0; from < uids.length; from += ASKED_AT_ONCE) {
    signal.throwIfAborted();
    const some = uids.slice(from, from + ASKED_AT_ONCE).join(',');
    const query = { uid: true, size: true, envelope: true, internalDate: true } as const;
    for await (const message of client.fetch(some, query, { uid: true })) {
      const { uid, size = 0, envelope } = message;
      const subject = envelope?.subject?.replace(/\s+/gu, ' ').trim() ?? '';
      found.push({
        key: keyOf(message),
        uid,
        size,
        subject: subject === '' ? null : subject.slice(0, SUBJECT_MAX),
      });
    }
  }
  const told = new Set(found.map(({ uid }) => uid));
  const left = uids.filter(uid => !told.has(uid));
  // What was deleted in between is not there any more.
  for (let from = 0; from < left.length; from += ASKED_AT_ONCE) {
    const still = await client.search(
      { uid: left.slice(from, from + ASKED_AT_ONCE).join(',') },
      { uid: true },
    );
    if (!Array.isArray(still) || still.length > 0) throw unsaid('what its messages are');
  }
  return found.toSorted((one, other) => other.uid - one.uid);
}

/** The uids of a folder, all or those that came since a day; the newest first. */
export async function uidsSince(client: ImapFlow, since: string | null): Promise<number[]> {
  const query = since === null ? { all: true } : { since: new Date(`${since}T00:00:00Z`) };
  const uids = await client.search(query, { uid: true });
  if (!Array.isArray(uids)) throw unsaid('which messages it has');
  return uids.toSorted((one, other) => other - one);
}
