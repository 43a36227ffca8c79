/** Everything the panel does, without how it looks: the views call it, the store holds what came of it. */
import type { Lead, Passage, PersonDetails, Rating, Session } from '../wire.ts';
import { ApiFailure, type VisitorApi } from './api/visitor-api.ts';
import { createDelivery, type Delivery } from './delivery.ts';
import { createFiles, type Files } from './files.ts';
import type { PanelHost } from './host/panel-host.ts';
import { isNewThread, keptMessages, newThread } from './state/outbox.ts';
import {
  firstState,
  isEmpty,
  type FormName,
  type Notice,
  type PanelState,
  type Sheet,
} from './state/panel-state.ts';
import { createStore, type Store } from './state/store.ts';
import { joinTabs, type TabNews } from './tab-channel.ts';
import type { Translate } from './words.ts';
import type { Language } from './language.ts';

/** How often a server that did not answer at the start is asked again. */
const START_AGAIN_MS = 8_000;
/** After typing, so that each key does not write to the disk. */
const DRAFT_PAUSE_MS = 400;

export type Controller = {
  store: Store<PanelState>;
  delivery: Delivery;
  files: Files;
  start(): Promise<void>;
  tryStart(): Promise<void>;
  /** Brings the focus to where a person types next, as soon as that is there. */
  focus(): void;
  /** Called by what can take the focus, when it is there. */
  takeFocusBy(take: () => void): void;
  openConversation(id: string): Promise<void>;
  newConversation(): void;
  refreshSession(): Promise<void>;
  openSheet(sheet: Sheet | null): void;
  /** Says what came of something; an empty text takes away what was said. */
  notify(tone: Notice['tone'], text: string): void;
  agree(): Promise<void>;
  rate(messageId: string, rating: Rating, comment: string | null): Promise<void>;
  /** Sends a form. @throws ApiFailure */
  leave(form: FormName, fields: Lead['fields']): Promise<void>;
  /** The passage behind a number. @throws ApiFailure */
  passage(messageId: string, number: number, place: number): Promise<Passage>;
  forget(): Promise<void>;
  keepDraft(text: string): void;
};

export function createController(api: VisitorApi, host: PanelHost, language: Language): Controller {
  const words = (): Translate => language.store.get().translate;
  const store = createStore(firstState());
  const tell = joinTabs(hear);
  const delivery = createDelivery({ store, api, host, words, tell });
  const files = createFiles(store, api, words);
  let startTimer = 0;
  let draftTimer = 0;
  let focusWanted = false;
  let takeFocus: (() => void) | null = null;

  const controller: Controller = {
    store,
    delivery,
    files,
    focus() {
      focusWanted = true;
      takeFocus?.();
    },
    takeFocusBy(take) {
      // After the next drawing: what takes the focus may just be on its way.
      takeFocus = () =>
        requestAnimationFrame(() => {
          focusWanted = false;
          take();
        });
      if (focusWanted) takeFocus();
    },

    async start() {
      const beginning = await host.begin({
        onShown(focus) {
          store.set({ shown: true, unread: 0 });
          host.unread(0);
          if (focus) controller.focus();
          delivery.deliver();
        },
        onHidden: () => store.set({ shown: false }),
        onIdentify: person => void identify(person),
      });
      const { place, memory, person, shown } = beginning;
      language.begin(place.words);
      const thread = memory['conversation'];
      store.set({
        place,
        shown,
        outbox: keptMessages(memory),
        thread: typeof thread === 'string' ? thread : newThread(),
        draft: typeof memory['draft'] === 'string' ? memory['draft'] : '',
        leadDone: memory['lead'] === true,
      });
      window.addEventListener('online', () => delivery.deliver());
      window.addEventListener('offline', () => store.set({ connection: 'lost' }));
      document.addEventListener('visibilitychange', () => {
        if (document.visibilityState === 'visible') delivery.deliver();
      });
      await controller.tryStart();
      if (person !== null) await identify(person);
    },

    async tryStart() {
      window.clearTimeout(startTimer);
      try {
        const { pageLanguage } = store.get().place;
        // The words most likely wanted come while the server is asked; the session may say others.
        const [session] = await Promise.all([api.session(), speak('page', pageLanguage, 'fr')]);
        await showSession(session);
        await resume(session);
      } catch (error) {
        const failure = failureOf(error);
        store.set({ phase: failure.kind === 'ended' ? 'ended' : 'failed', startFailure: failure });
        if (failure.kind !== 'ended')
          startTimer = window.setTimeout(
            () => void controller.tryStart(),
            (failure.retryAfterSeconds ?? 0) * 1000 || START_AGAIN_MS,
          );
      }
    },

    async openConversation(id) {
      const state = store.get();
      store.set({
        thread: id,
        messages: state.thread === id ? state.messages : [],
        loading: true,
        sheet: null,
      });
      host.remember({ conversation: id });
      try {
        const { messages } = await api.conversation(id);
        if (store.get().thread !== id) return; // another one was opened meanwhile
        const last = messages[messages.length - 1];
        const underWay = last?.status === 'streaming' && last.sender.kind === 'bot' ? last : null;
        store.set({ loading: false, messages: underWay === null ? messages : messages.slice(0, -1) });
        if (underWay !== null) delivery.join(id, underWay.id);
      } catch (error) {
        const failure = failureOf(error);
        if (store.get().thread !== id) return;
        store.set({ loading: false });
        if (failure.kind === 'gone') controller.newConversation();
        controller.notify('bad', words()(failure.kind === 'gone' ? 'conversationGone' : 'notDone'));
      }
    },

    newConversation() {
      store.set({ thread: newThread(), messages: [], loading: false, sheet: null, notice: null });
      host.remember({ conversation: null });
    },

    async refreshSession() {
      try {
        await showSession(await api.session());
      } catch (error) {
        failureOf(error); // what is known already is shown; nothing else depends on it
      }
    },

    openSheet: sheet => store.set({ sheet }),
    notify: (tone, text) => store.set({ notice: text === '' ? null : { tone, text } }),

    async agree() {
      try {
        setVisitor(await api.consent());
        delivery.deliver();
        controller.focus();
      } catch (error) {
        const { words: said } = failureOf(error);
        controller.notify('bad', said ?? words()('notDone'));
      }
    },

    async rate(messageId, rating, comment) {
      const before = store.get().messages;
      const feedback = { rating, comment };
      store.set({ messages: before.map(each => (each.id === messageId ? { ...each, feedback } : each)) });
      try {
        await api.rate(messageId, rating, comment);
        host.event('feedback', { messageId, rating });
        if (comment !== null || rating === 'up') controller.notify('good', words()('feedbackThanks'));
      } catch (error) {
        const { words: said } = failureOf(error);
        const former = before.find(each => each.id === messageId)?.feedback ?? null;
        const messages = store
          .get()
          .messages.map(each => (each.id === messageId ? { ...each, feedback: former } : each));
        store.set({ messages });
        controller.notify('bad', said ?? words()('notDone'));
      }
    },

    async leave(form, fields) {
      const { thread, session } = store.get();
      const conversationId = isNewThread(thread) ? undefined : thread;
      if (form === 'transcript') {
        if (conversationId !== undefined) await api.sendTranscript(conversationId, fields.email ?? '');
        return;
      }
      await api.leave({ reason: form, fields, ...(conversationId === undefined ? {} : { conversationId }) });
      if (session !== null) {
        const { name = session.visitor.name, email = session.visitor.email } = fields;
        setVisitor({ ...session.visitor, name, email });
      }
      if (form === 'lead') {
        store.set({ leadDone: true });
        host.remember({ lead: true });
      }
      host.event('lead', { reason: form });
      delivery.deliver();
    },

    passage: api.passage,

    async forget() {
      try {
        await api.forget();
        await host.forget();
      } catch (error) {
        failureOf(error);
        controller.notify('bad', words()('forgetFailed'));
        return;
      }
      tell({ type: 'forgotten' });
      await startAnew();
      controller.notify('good', words()('forgotten'));
    },

    keepDraft(text) {
      window.clearTimeout(draftTimer);
      draftTimer = window.setTimeout(
        () => host.remember({ draft: text === '' ? null : text }),
        DRAFT_PAUSE_MS,
      );
    },
  };

  async function showSession(session: Session): Promise<void> {
    const { place } = store.get();
    const { language: owners, botLanguage, title } = session.widget;
    await speak(owners, place.pageLanguage, botLanguage);
    document.title = title;
    store.set({ phase: 'ready', session, startFailure: null });
  }

  async function speak(wanted: string, pageLanguage: string | null, botLanguage: string): Promise<void> {
    try {
      await language.show(wanted, { pageLanguage, botLanguage });
    } catch {
      throw new ApiFailure('offline'); // the words come from the server like everything else
    }
  }

  /** The conversation of an earlier page, and the messages it could not send. */
  async function resume(session: Session): Promise<void> {
    const { thread, messages } = store.get();
    if (!isNewThread(thread) && messages.length === 0) {
      if (session.conversations.some(({ id }) => id === thread)) await controller.openConversation(thread);
      else controller.newConversation();
    }
    delivery.deliver();
  }

  function hear(news: TabNews): void {
    const state = store.get();
    if (news.type === 'forgotten') {
      void host.access(true).then(startAnew, failureOf);
      return;
    }
    if (state.live !== null) return;
    // A tab where nothing was said yet shows what the other one talks about.
    if (state.thread === news.id || isEmpty(state)) void controller.openConversation(news.id);
  }

  async function startAnew(): Promise<void> {
    const { place, shown } = store.get();
    store.set({ ...firstState(), place, shown });
    host.unread(0);
    await controller.tryStart();
  }

  async function identify(person: PersonDetails): Promise<void> {
    try {
      setVisitor(await api.identify(person));
    } catch (error) {
      failureOf(error); // what a page says of its visitor only fills in forms: the conversation goes on without it
    }
  }

  function setVisitor(visitor: Session['visitor']): void {
    const { session } = store.get();
    if (session !== null) store.set({ session: { ...session, visitor } });
  }

  return controller;
}

/** The failure of a call; anything else is a fault of ours and goes on. */
export function failureOf(error: unknown): ApiFailure {
  if (error instanceof ApiFailure) return error;
  throw error;
}
