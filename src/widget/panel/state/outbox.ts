import type { Memory } from '../../protocol.ts';
import type { Attachment, Question } from '../../wire.ts';

/** A message of the visitor's that the server has not taken yet. */
export type Outgoing = {
  /** Makes it the same message however often it is sent. */
  clientMessageId: string;
  /** The conversation it belongs to, or the name of a new one that has no id yet. */
  thread: string;
  text: string;
  attachments: Attachment[];
  createdAt: string;
  /** Counts up: what was written first is sent first, whatever the device's date does. */
  place: number;
  /** `waiting` for its turn or the connection; `failed` until the visitor decides. */
  state: 'waiting' | 'sending' | 'failed';
  /** Why it failed, in words for the visitor. */
  reason: string | null;
  /** Milliseconds of this device's clock before which sending again is of no use; 0 for at once. */
  notBefore: number;
};

const NEW_THREAD = 'new:';
/** Each message is kept under a name of its own, so that two tabs do not overwrite each other's. */
const KEPT = 'out:';

export function newThread(): string {
  return NEW_THREAD + randomId();
}

export function isNewThread(thread: string): boolean {
  return thread.startsWith(NEW_THREAD);
}

/** 128 random bits. `crypto.randomUUID` is not there on plain-HTTP pages, where offices have most widgets. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

export function questionOf({ thread, text, clientMessageId, attachments }: Outgoing): Question {
  return {
    message: text,
    clientMessageId,
    ...(isNewThread(thread) ? {} : { conversationId: thread }),
    ...(attachments.length === 0 ? {} : { attachmentIds: attachments.map(({ id }) => id) }),
  };
}

/** The change of memory that keeps a message, or takes it away. */
export function keeping(outgoing: Outgoing): Record<string, unknown> {
  return { [KEPT + outgoing.clientMessageId]: outgoing };
}

export function dropping(clientMessageId: string): Record<string, unknown> {
  return { [KEPT + clientMessageId]: null };
}

/** The messages an earlier page could not send, oldest first. */
export function keptMessages(memory: Memory): Outgoing[] {
  return Object.entries(memory)
    .filter(([name]) => name.startsWith(KEPT))
    .map(([, value]) => value)
    .filter(isOutgoing)
    .map(({ place = 0, ...outgoing }) => ({
      ...outgoing,
      place, // earlier versions kept none
      state: outgoing.state === 'failed' ? outgoing.state : ('waiting' as const),
    }))
    .sort((one, other) => one.place - other.place || one.createdAt.localeCompare(other.createdAt));
}

function isOutgoing(value: unknown): value is Outgoing {
  const given = value as Partial<Outgoing> | null;
  return (
    typeof given === 'object' &&
    typeof given?.clientMessageId === 'string' &&
    typeof given.thread === 'string' &&
    typeof given.text === 'string' &&
    typeof given.createdAt === 'string' &&
    Array.isArray(given.attachments)
  );
}
