import type { Chatbot, ChatbotCreate, ChatbotUpdate } from '#shared/contract/chatbots.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { FoyerError } from '#shared/errors.ts';
import { narrowScope, type ClientScope } from '#main/db/client-scope.ts';
import type { Held } from '#main/db/held.ts';
import type { ClientService } from '#main/features/clients/index.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Events } from '#main/platform/events/index.ts';
import type { HeldId } from '#main/platform/held-id.ts';
import { newId } from '#main/platform/new-id.ts';
import { CHATBOT_CHANGED, CHATBOT_CREATED, CHATBOT_REMOVED } from './events.ts';
import type { ChatbotStore } from './store.ts';

const DEFAULT_COLOR = '#bf4a16';
const DEFAULT_TEMPERATURE = 0.2; // answers stay near the documents

const defaultWelcome: Record<Language, string> = {
  fr: 'Bonjour ! Posez-moi votre question : je réponds à partir des documents que l’on m’a confiés.',
  en: 'Hello! Ask me a question: I answer from the documents I was given.',
};
const copyName: Record<Language, (name: string) => string> = {
  fr: name => `${name} (copie)`,
  en: name => `${name} (copy)`,
};

type Dependencies = {
  store: ChatbotStore;
  clients: ClientService;
  modelExists: (id: string) => boolean;
  events: Events;
  clock: Clock;
};

type ChosenModels = { modelId?: string | null | undefined; fallbackModelIds?: readonly string[] | undefined };

export type ChatbotService = ReturnType<typeof createChatbotService>;

export function createChatbotService({ store, clients, modelExists, events, clock }: Dependencies) {
  function get(scope: ClientScope, id: string): Held<Chatbot> {
    const chatbot = store.get(scope, id);
    if (!chatbot) throw notFound(id);
    return chatbot;
  }

  function checkModels({ modelId, fallbackModelIds = [] }: ChosenModels): void {
    const named = [
      ...(modelId == null ? [] : [{ field: 'modelId', id: modelId }]),
      ...fallbackModelIds.map(id => ({ field: 'fallbackModelIds', id })),
    ];
    for (const { field, id } of named) {
      if (!modelExists(id))
        throw new FoyerError('request.invalid', `${field}: no such model`, { details: { field } });
    }
  }

  /** Throws `request.invalid` for a tag that is not there, or of another client. */
  function tagsOf(clientId: HeldId, tagIds: readonly string[]): HeldId[] {
    const wanted = new Set(tagIds);
    const known = store.tagsAmong(clientId, [...wanted]);
    if (known.length !== wanted.size)
      throw new FoyerError('request.invalid', 'tagIds: no such tag', { details: { field: 'tagIds' } });
    return known;
  }

  function bind(scope: ClientScope, id: string, tagIds: readonly string[]): void {
    const row = store.row(scope, id);
    if (!row) throw notFound(id);
    store.bind(row.id, tagsOf(row.clientId, tagIds));
  }

  return {
    list: (scope: ClientScope, clientId: string | undefined) => store.list(narrowScope(scope, clientId)),
    get,
    create(
      scope: ClientScope,
      { fallbackModelIds = [], tagIds = [], ...input }: ChatbotCreate,
      ownerId: string | null,
    ): Chatbot {
      checkModels({ ...input, fallbackModelIds });
      const client = input.clientId === undefined ? clients.first(scope) : clients.get(scope, input.clientId);
      const language = input.language ?? 'fr';
      const now = clock.now().toISOString();
      const id = newId();
      const row = {
        description: '',
        avatar: avatarOf(input.name),
        color: DEFAULT_COLOR,
        welcomeMessage: defaultWelcome[language],
        instructions: '',
        modelId: null,
        ...fallbackColumns(fallbackModelIds),
        connectSeconds: null,
        firstWordSeconds: null,
        betweenWordsSeconds: null,
        temperature: DEFAULT_TEMPERATURE,
        hidesPersonal: false,
        suggestedQuestions: [],
        sharing: 'team' as const,
        active: true,
        ...withoutUndefined(input),
        name: input.name,
        language,
        clientId: client.id,
        ownerId,
        id,
        createdAt: now,
        updatedAt: now,
      };
      const bound = tagsOf(client.id, tagIds);
      events.atOnce(() => {
        store.insert(row);
        store.bind(id, bound);
        events.record(CHATBOT_CREATED, { clientId: client.id, subjectId: id, payload: { copyOf: null } });
      });
      return get(scope, id);
    },
    update(scope: ClientScope, { id, fallbackModelIds, tagIds, ...change }: ChatbotUpdate): Chatbot {
      checkModels({ ...change, fallbackModelIds });
      const columns = {
        ...change,
        ...(fallbackModelIds === undefined ? {} : fallbackColumns(fallbackModelIds)),
        updatedAt: clock.now().toISOString(),
      };
      return events.atOnce(() => {
        if (!store.update(scope, id, columns)) throw notFound(id);
        if (tagIds !== undefined) bind(scope, id, tagIds);
        const chatbot = get(scope, id);
        const { clientId, active } = chatbot;
        events.record(CHATBOT_CHANGED, { clientId, subjectId: id, payload: { active } });
        return chatbot;
      });
    },
    duplicate(scope: ClientScope, id: string, ownerId: string | null): Chatbot {
      const row = store.row(scope, id);
      if (!row) throw notFound(id);
      const now = clock.now().toISOString();
      const copyId = newId();
      const name = copyName[row.language](row.name);
      events.atOnce(() => {
        store.insert({ ...row, id: copyId, name, ownerId, createdAt: now, updatedAt: now });
        store.copyLinks(row.id, copyId);
        const { clientId } = row;
        events.record(CHATBOT_CREATED, { clientId, subjectId: copyId, payload: { copyOf: id } });
      });
      return get(scope, copyId);
    },
    remove(scope: ClientScope, id: string): void {
      const row = store.row(scope, id);
      if (!row) throw notFound(id);
      events.atOnce(() => {
        if (!store.remove(scope, id)) throw notFound(id);
        events.record(CHATBOT_REMOVED, { clientId: row.clientId, subjectId: id, payload: {} });
      });
    },
  };
}

/** Each once, in their order. */
function fallbackColumns(ids: readonly string[]) {
  const [first = null, ...further] = new Set(ids);
  return { fallbackModelId: first, furtherModelIds: further };
}

function notFound(id: string): FoyerError {
  return new FoyerError('resource.not_found', `No chatbot ${id}`);
}

/** Two letters from the name: « Assistant RH » → AR. */
function avatarOf(name: string): string {
  const words = name.split(/\s+/).filter(word => /[\p{Letter}\p{Number}]/u.test(word));
  const letters =
    words.length > 1 ? words.slice(0, 2).map(word => [...word][0]) : [...(words[0] ?? 'F')].slice(0, 2);
  return letters.join('').toUpperCase();
}

function withoutUndefined<T extends object>(input: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
