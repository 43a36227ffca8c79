import type { PanelPlace } from '../../protocol.ts';
import type { Attachment, Message, Session, Source } from '../../wire.ts';
import type { ApiFailure } from '../api/visitor-api.ts';
import type { LiveAnswer } from './live-answer.ts';
import { newThread, type Outgoing } from './outbox.ts';

/** A file on its way, or arrived, for the next message. */
export type DraftFile = {
  key: string;
  name: string;
  size: number;
  /** Null until the server has it. */
  attachment: Attachment | null;
};

/** The forms a visitor may meet. */
export type FormName = 'lead' | 'person' | 'offline' | 'transcript';

/** What lies over the conversation. */
export type Sheet =
  | { kind: 'source'; messageId: string; source: Source; place: number | undefined }
  | { kind: 'conversations' }
  | { kind: 'form'; form: FormName }
  | { kind: 'forget' }
  | { kind: 'link'; address: string };

export type Notice = { tone: 'good' | 'bad'; text: string };

export type PanelState = {
  /** `failed` until the server answers; `ended` when this page may no longer show the widget. */
  phase: 'starting' | 'ready' | 'failed' | 'ended';
  startFailure: ApiFailure | null;
  place: PanelPlace;
  session: Session | null;
  /** The conversation shown: its id, or the name of one the server does not know yet. */
  thread: string;
  messages: readonly Message[];
  loading: boolean;
  live: LiveAnswer | null;
  outbox: readonly Outgoing[];
  /** `asleep` when the device has a connection but the server does not answer. */
  connection: 'up' | 'lost' | 'asleep' | 'crowded';
  files: readonly DraftFile[];
  sheet: Sheet | null;
  notice: Notice | null;
  /** Words typed and not sent, from an earlier page. */
  draft: string;
  leadDone: boolean;
  shown: boolean;
  unread: number;
};

const NOWHERE: PanelPlace = {
  kind: 'page',
  pageLanguage: null,
  words: { tryAgain: '', startFailedAdvice: '', closePanel: '' },
};

export function firstState(): PanelState {
  return {
    phase: 'starting',
    startFailure: null,
    place: NOWHERE,
    session: null,
    thread: newThread(),
    messages: [],
    loading: false,
    live: null,
    outbox: [],
    connection: 'up',
    files: [],
    sheet: null,
    notice: null,
    draft: '',
    leadDone: false,
    shown: false,
    unread: 0,
  };
}

/** True when nothing was said in the conversation shown. */
export function isEmpty(state: PanelState): boolean {
  return (
    state.messages.length === 0 &&
    state.live?.thread !== state.thread &&
    !state.outbox.some(({ thread }) => thread === state.thread)
  );
}

/** What stands before the first question: an agreement, a form, or nothing. */
export function gateOf(state: PanelState): 'consent' | 'form' | null {
  const { session } = state;
  if (session === null) return null;
  const { privacyNotice, leadForm } = session.widget;
  if (privacyNotice?.consentRequired === true && session.visitor.consentAt === null) return 'consent';
  const asked = leadForm?.when === 'before' && !state.leadDone && session.conversations.length === 0;
  return asked && isEmpty(state) ? 'form' : null;
}

/** The answer under way in the conversation shown. */
export function liveHere(state: PanelState): LiveAnswer | null {
  return state.live?.thread === state.thread ? state.live : null;
}
