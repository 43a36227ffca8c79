/**
 * What the visitor's page (the loader) and the panel in its frame say to each other, by `postMessage`, and what the
 * administration says to a preview. Every message is `{foyer: 1, type, …}`. Each side takes a message only from the
 * one window and the one origin it expects, and passes over everything else: other widgets talk on the same channel.
 *
 * What the administration and a preview say is in `src/shared/lib/widget-preview.ts`.
 */
import { PROTOCOL_VERSION } from '../shared/lib/widget-preview.ts';
import type { PersonDetails } from './wire.ts';

export { PROTOCOL_VERSION };

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
