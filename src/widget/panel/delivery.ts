/**
 * Brings the visitor's messages to the server, one after the other, and each answer back: through lost connections, a
 * sleeping server and full queues, and never twice.
 */
import type { AnswerEvent, Message } from '../wire.ts';
import { ApiFailure, type VisitorApi } from './api/visitor-api.ts';
import type { PanelHost } from './host/panel-host.ts';
import { applyEvent, beginAnswer, rejoin } from './state/live-answer.ts';
import { failedAnswer, messageOf } from './state/messages.ts';
import {
  dropping,
  isNewThread,
  keeping,
  newThread,
  questionOf,
  randomId,
  type Outgoing,
} from './state/outbox.ts';
import { gateOf, type PanelState } from './state/panel-state.ts';
import type { Store } from './state/store.ts';
import type { Tell } from './tab-channel.ts';
import type { Translate } from './words.ts';

/** How long to wait before each new try; the last one repeats. */
const RETRY_MS = [1_000, 2_000, 4_000, 8_000, 15_000] as const;
const CROWDED_MS = 5_000;
/** A server that fails so often at one message is not tried again by itself. */
const FAULTS_MAX = 3;

export type DeliveryParts = {
  store: Store<PanelState>;
  api: VisitorApi;
  host: PanelHost;
  words: () => Translate;
  tell: Tell;
};

export type Delivery = {
  send(text: string): void;
  sendAgain(clientMessageId: string): void;
  discard(clientMessageId: string): void;
  /** Tries what waits, now. */
  deliver(): void;
  /** Joins an answer that is under way on the server. */
  join(thread: string, messageId: string): void;
  stop(): void;
};

export function createDelivery({ store, api, host, words, tell }: DeliveryParts): Delivery {
  let delivering = false;
  let tries = 0;
  let timer = 0;
  /** Ends the pause before the next try. */
  let wake = (): void => undefined;

  function change(clientMessageId: string, rest: Partial<Outgoing>): void {
    const outbox = store
      .get()
      .outbox.map(each => (each.clientMessageId === clientMessageId ? { ...each, ...rest } : each));
    store.set({ outbox });
    const changed = outbox.find(each => each.clientMessageId === clientMessageId);
    if (changed !== undefined) host.remember(keeping(changed));
  }

  async function run(): Promise<void> {
    window.clearTimeout(timer);
    // An answer that was joined has its turn first.
    if (delivering || store.get().live !== null || gateOf(store.get()) !== null) return;
    delivering = true;
    try {
      for (;;) {
        const next = store.get().outbox.find(({ state }) => state === 'waiting');
        if (next === undefined || !(await deliverOne(next))) break;
      }
    } finally {
      delivering = false;
    }
  }

  /** False when there is no use in trying the next one now. */
  async function deliverOne(outgoing: Outgoing): Promise<boolean> {
    const { clientMessageId } = outgoing;
    change(clientMessageId, { state: 'sending', reason: null });
    store.set({ live: beginAnswer(outgoing.thread) });
    let taken = false;
    let ended = false;
    const hear = (event: AnswerEvent): void => {
      if (!taken && (event.type === 'queued' || event.type === 'started')) {
        taken = true;
        accept(outgoing, event.conversationId);
      }
      if (event.type === 'finished') taken = true;
      ended = receive(event) || ended;
    };
    try {
      await api.chat(questionOf(outgoing), hear);
      connected();
      return true;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (ended) return true;
      if (taken) return await followToEnd();
      store.set({ live: null });
      return refuse(outgoing, error);
    }
  }

  /** The server has the message: it is no longer ours to send. */
  function accept(outgoing: Outgoing, conversationId: string): void {
    connected();
    const { clientMessageId, thread, text, attachments, createdAt } = outgoing;
    const state = store.get();
    const asked = messageOf({
      id: clientMessageId,
      sender: { kind: 'visitor', name: null },
      content: text,
      attachments,
      clientMessageId,
      createdAt,
    });
    const here = state.thread === thread;
    store.set({
      messages: here ? [...state.messages, asked] : state.messages,
      outbox: state.outbox.filter(each => each.clientMessageId !== clientMessageId),
    });
    host.remember(dropping(clientMessageId));
    if (isNewThread(thread)) named(thread, conversationId);
    tell({ type: 'conversation', id: conversationId });
    host.event('message', { text });
  }

  /** A new conversation got its id: what belongs to it goes by that from now on. */
  function named(thread: string, conversationId: string): void {
    const state = store.get();
    const outbox = state.outbox.map(each =>
      each.thread === thread ? { ...each, thread: conversationId } : each,
    );
    const live = state.live?.thread === thread ? { ...state.live, thread: conversationId } : state.live;
    store.set({ outbox, live, ...(state.thread === thread ? { thread: conversationId } : {}) });
    for (const each of outbox) host.remember(keeping(each));
    if (state.thread === thread) host.remember({ conversation: conversationId });
  }

  /** Takes one event of the answer under way. True when it was the last. */
  function receive(event: AnswerEvent): boolean {
    const state = store.get();
    const { live } = state;
    if (live === null) return false;
    if (event.type === 'finished') {
      finish(event.message);
      return true;
    }
    if (event.type === 'failed') {
      finish(failedAnswer(state.live));
      return true;
    }
    store.set({ live: applyEvent(live, event) });
    return false;
  }

  function finish(message: Message): void {
    const state = store.get();
    const thread = state.live?.thread ?? '';
    const here = state.thread === thread;
    const others = state.messages.filter(({ id }) => id !== message.id);
    const unread = here && !state.shown ? state.unread + 1 : state.unread;
    store.set({ live: null, messages: here ? [...others, message] : state.messages, unread });
    if (unread !== state.unread) host.unread(unread);
    tell({ type: 'conversation', id: thread });
    host.event('answer', { text: message.content, messageId: message.id });
  }

  /** Follows the answer under way through breaks of the connection. */
  async function followToEnd(): Promise<boolean> {
    for (;;) {
      const { live } = store.get();
      if (live === null || live.messageId === null) return true;
      store.set({ live: rejoin(live) });
      try {
        await api.follow(live.messageId, event => void receive(event));
        connected();
        return true;
      } catch (error) {
        if (!(error instanceof ApiFailure)) throw error;
        if (error.kind === 'gone' || error.kind === 'refused' || error.kind === 'failed') {
          finish(failedAnswer(store.get().live));
          return true;
        }
        if (error.kind === 'ended') {
          store.set({ live: null, phase: 'ended' });
          return false;
        }
        disconnected(error);
        await pause(error);
      }
    }
  }

  /** The server did not take the message: it waits, or the visitor is told why not. */
  function refuse({ clientMessageId, thread }: Outgoing, error: ApiFailure): boolean {
    const lasting = error.kind === 'failed' && tries >= FAULTS_MAX;
    if (!lasting && (error.kind === 'offline' || error.kind === 'busy' || error.kind === 'failed')) {
      change(clientMessageId, { state: 'waiting' });
      disconnected(error);
      timer = window.setTimeout(() => void run(), delayOf(error));
      return false;
    }
    if (error.kind === 'ended') {
      change(clientMessageId, { state: 'waiting' });
      store.set({ phase: 'ended', startFailure: error });
      return false;
    }
    const gone = error.kind === 'gone' && !isNewThread(thread);
    const notBefore = error.retryAfterSeconds === null ? 0 : Date.now() + error.retryAfterSeconds * 1000;
    const fresh = newThread();
    const t = words();
    const standard = lasting
      ? t('failed')
      : error.kind === 'limited'
        ? t('limited')
        : gone
          ? t('conversationGone')
          : t('notDone');
    change(clientMessageId, {
      state: 'failed',
      reason: error.words ?? standard,
      notBefore,
      ...(gone ? { thread: fresh } : {}),
    });
    // What was said there stays on the screen; sent again, the message begins a new conversation.
    if (gone && store.get().thread === thread) store.set({ thread: fresh });
    return error.kind !== 'limited';
  }

  function connected(): void {
    tries = 0;
    const { connection } = store.get();
    if (connection === 'up') return;
    const notice = { tone: 'good', text: words()('connectionBack') } as const;
    store.set({ connection: 'up', ...(connection === 'crowded' ? {} : { notice }) });
  }

  /** Nothing waits for the connection. */
  function isIdle(): boolean {
    const { live, outbox } = store.get();
    return live === null && !outbox.some(({ state }) => state !== 'failed');
  }

  function disconnected(error: ApiFailure): void {
    const connection = error.kind === 'busy' ? 'crowded' : navigator.onLine ? 'asleep' : 'lost';
    store.set({ connection });
  }

  function delayOf(error: ApiFailure): number {
    if (error.kind === 'busy')
      return error.retryAfterSeconds === null ? CROWDED_MS : error.retryAfterSeconds * 1000;
    const delay = RETRY_MS[Math.min(tries, RETRY_MS.length - 1)] ?? 0;
    tries += 1;
    return delay;
  }

  function pause(error: ApiFailure): Promise<void> {
    return new Promise(resolve => {
      const waiting = window.setTimeout(resolve, delayOf(error));
      wake = () => {
        window.clearTimeout(waiting);
        resolve();
      };
    });
  }

  return {
    send(text) {
      const state = store.get();
      const attachments = state.files.flatMap(({ attachment }) => attachment ?? []);
      const outgoing: Outgoing = {
        clientMessageId: randomId(),
        thread: state.thread,
        text,
        attachments,
        createdAt: new Date().toISOString(),
        place: 1 + Math.max(0, ...state.outbox.map(({ place }) => place)),
        state: 'waiting',
        reason: null,
        notBefore: 0,
      };
      store.set({ outbox: [...state.outbox, outgoing], files: [], notice: null });
      host.remember({ ...keeping(outgoing), conversation: state.thread, draft: null });
      void run();
    },
    sendAgain(clientMessageId) {
      change(clientMessageId, { state: 'waiting', reason: null });
      void run();
    },
    discard(clientMessageId) {
      store.set({ outbox: store.get().outbox.filter(each => each.clientMessageId !== clientMessageId) });
      host.remember(dropping(clientMessageId));
      if (isIdle()) store.set({ connection: 'up' }); // what waited for it is gone
    },
    deliver() {
      wake();
      // With nothing to send, nothing would tell that the connection is back.
      if (isIdle() && navigator.onLine) connected();
      void run();
    },
    join(thread, messageId) {
      const { live } = store.get();
      if (live !== null) return; // the one under way is joined already, or has its turn first
      store.set({ live: beginAnswer(thread, messageId) });
      void followToEnd().then(run);
    },
    stop() {
      const { live } = store.get();
      if (live === null || live.messageId === null || live.stopping) return;
      store.set({ live: { ...live, stopping: true } });
      // What was written stays and comes as a finished answer; when the call is lost the answer simply goes on.
      api.stop(live.messageId).catch(() => {
        const now = store.get().live;
        if (now !== null) store.set({ live: { ...now, stopping: false } });
      });
    },
  };
}
