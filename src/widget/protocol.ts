/**
 * What the visitor's page (the loader) and the panel in its frame say to each other, by `postMessage`, and what the
 * administration says to a preview. Every message is `{foyer: 1, type, …}`. Each side takes a message only from the
 * one window and the one origin it expects, and passes over everything else: other widgets talk on the same channel.
 *
 * ## Preview
 *
 * A page of the administration shows the very widget with what is being edited:
 *
 * 1. `<iframe src="/widget/preview/" sandbox="allow-scripts allow-forms" title="…">` (same server as the page).
 * 2. The preview says `{foyer: 1, type: 'preview-ready'}` to its parent (target origin `*`: it holds nothing).
 * 3. The page answers, now and after each edit, with a `PreviewMessage`: the session as a visitor would get it, and
 *    how to show it. The first one carries a `MessagePort` (`postMessage(message, '*', [port])`: the frame's origin is
 *    opaque, so that no other target can be named). Without a port the preview answers questions by itself.
 * 4. What a visitor asks in the preview comes through that port as `PreviewCall`s. `chat` is answered with any number
 *    of `{id, event}` and then `{id, done: true}`; `stop` with `{id, done: true}`; `source` with `{id, result}`; any
 *    call may be answered with `{id, error: {code, message}}`. Everything else (forms, feedback, files, consent) is
 *    played inside the preview and reaches nobody.
 */
import type { AnswerEvent, Passage, PersonDetails, Question, Session } from './wire.ts';

export const PROTOCOL_VERSION = 1;

/** A value that survives in the visitor's browser, by name; see `memory.ts`. */
export type Memory = Readonly<Record<string, unknown>>;

/** A token and until when it counts, in milliseconds of this device's clock. */
export type Access = { token: string; expiresAt: number };

/** Why there is no token: `offline` nobody answers, `refused` not from this page, `gone` no such widget, `busy` later. */
export type AccessFailure = {
  reason: 'offline' | 'refused' | 'gone' | 'busy';
  /** The server's words for the person, when it has some. */
  message: string | null;
  retryAfterSeconds: number | null;
};

/** Where the panel is. What the owner set comes with the session; the snippet's words are for the launcher alone. */
export type PanelPlace = {
  /** `launcher`: in a window that can be closed. `inline`: an element of the page. `page`: the whole window. */
  kind: 'launcher' | 'inline' | 'page';
  /** `lang` of the page around, when it says one. */
  pageLanguage: string | null;
  /** The few words the page has of its own, for when no other can be fetched; keys of `i18n/fr/widget.ts`. */
  words: { tryAgain: string; startFailedAdvice: string; closePanel: string };
};

/** From the page to the panel. */
export type ToPanel =
  | {
      type: 'init';
      access: Access;
      place: PanelPlace;
      memory: Memory;
      person: PersonDetails | null;
      shown: boolean;
    }
  /** The answer to `renew`. */
  | { type: 'access'; access: Access }
  | { type: 'no-access'; failure: AccessFailure }
  /** The panel came in sight; with `focus` the person asked for it and is now in it. */
  | { type: 'shown'; focus: boolean }
  | { type: 'hidden' }
  | { type: 'identify'; person: PersonDetails };

/** From the panel to the page. */
export type ToPage =
  | { type: 'ready' }
  /** Asks for a new token: the former expires or expired. With `forget` as a new visitor. */
  | { type: 'renew'; forget: boolean }
  | { type: 'close' }
  | { type: 'unread'; count: number }
  /** Values to keep; null takes one away. */
  | { type: 'remember'; changes: Record<string, unknown> }
  /** For `Foyer.on`. */
  | { type: 'event'; name: PanelEventName; detail: Record<string, string> };

export type PanelEventName = 'message' | 'answer' | 'lead' | 'feedback';

/** From the administration to a preview. */
export type PreviewMessage = {
  foyer: typeof PROTOCOL_VERSION;
  type: 'preview';
  /** `widget.logo`, when there is one, as a `data:` address. */
  session: Session;
  /** The language of the administration: what `page` stands for here. */
  pageLanguage: string;
  /** With the launcher under the panel, as on a page; otherwise the panel alone, over the whole frame. */
  launcher: boolean;
  /** Words beside the launcher's sign, as the snippet carries them. */
  label: string | null;
  /** A state that visitors meet only sometimes; `chat` by default. */
  look?: 'chat' | 'offline' | 'lead-form';
};

/** From a preview to the administration, through the port. */
export type PreviewCall =
  | { id: number; call: 'chat'; input: Question }
  | { id: number; call: 'stop'; input: { messageId: string } }
  | { id: number; call: 'source'; input: { messageId: string; number: number } };

/** From the administration to a preview, through the port. */
export type PreviewAnswer =
  | { id: number; event: AnswerEvent }
  | { id: number; done: true }
  | { id: number; result: Passage }
  | { id: number; error: { code: string; message: string } };

type Expected = {
  /** The only window listened to. */
  source: MessageEventSource | null;
  /** The only origin listened to. */
  origin: string;
};

/** The message an event carries when it comes from where it should and speaks this version; otherwise null. */
export function readMessage<Kind extends { type: string }>(
  event: Pick<MessageEvent<unknown>, 'data' | 'origin' | 'source'>,
  expected: Expected,
): Kind | null {
  if (expected.source === null || event.source !== expected.source || event.origin !== expected.origin) {
    return null;
  }
  return isOurs(event.data) ? (event.data as unknown as Kind) : null;
}

/** Whether `data` has the form of a message of this protocol, whoever sent it. */
export function isOurs(data: unknown): data is { foyer: number; type: string } {
  return (
    typeof data === 'object' &&
    data !== null &&
    (data as { foyer?: unknown }).foyer === PROTOCOL_VERSION &&
    typeof (data as { type?: unknown }).type === 'string'
  );
}

/** A message as it travels. */
export function envelope<Kind extends ToPanel | ToPage>(
  message: Kind,
): Kind & { foyer: typeof PROTOCOL_VERSION } {
  return { foyer: PROTOCOL_VERSION, ...message };
}
