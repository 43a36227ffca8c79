/**
 * What a page of the administration and the preview of a widget say to each other. Types alone, but for the version:
 * both sides load it. What visitors send and
 * get is the contract's to the administration (`visitor.ts`) and the wire's to the widget (`src/widget/wire.ts`), which
 * a test holds to be the same: these types take it as a parameter.
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

/** Of every message of the widget: see `src/widget/protocol.ts`. */
export const PROTOCOL_VERSION = 1;

/** From the administration to a preview. */
export type PreviewMessage<Session> = {
  foyer: typeof PROTOCOL_VERSION;
  type: 'preview';
  /** `widget.logo`, when there is one, as a `data:` address. */
  session: Session;
  /** The language of the administration: what `page` stands for here. */
  pageLanguage: string;
  /** With the launcher under the panel, as on a page; otherwise the panel alone, over the whole frame. */
  launcher: boolean;
  /** Words beside the launcher's sign. */
  label: string | null;
  /** A state that visitors meet only sometimes; `chat` by default. */
  look?: 'chat' | 'offline' | 'lead-form';
};

/** From a preview to the administration, through the port. */
export type PreviewCall<Question> =
  | { id: number; call: 'chat'; input: Question }
  | { id: number; call: 'stop'; input: { messageId: string } }
  | { id: number; call: 'source'; input: { messageId: string; number: number; place?: number } };

/** From the administration to a preview, through the port. */
export type PreviewAnswer<AnswerEvent, Passage> =
  | { id: number; event: AnswerEvent }
  | { id: number; done: true }
  | { id: number; result: Passage }
  | { id: number; error: { code: string; message: string } };
