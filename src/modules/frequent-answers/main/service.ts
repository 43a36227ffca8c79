import type { WrittenFile } from '#shared/contract/files.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { FoyerError } from '#shared/errors.ts';
import {
  CSV_MEDIA_TYPE,
  newId,
  detectLanguage,
  fold,
  type ChatbotService,
  type ClientScope,
  type ClientService,
  type Clock,
  type OfficeAnswers,
} from '../../api.ts';
import {
  ANSWERS_MAX,
  SYNONYMS_MAX,
  type FrequentAnswer,
  type ImportLine,
  type ImportResult,
  type PairFields,
  type Proposal,
} from '../contract.ts';
import type { AskedOnce } from './asked-questions.ts';
import type { createOfficeAnswers } from './office-answers.ts';
import { hashOf, proposalsOf } from './proposals.ts';
import { dayIn, stateOn } from './shown-days.ts';
import type { FrequentAnswerStore, PairRow } from './store.ts';
import { readTable, writeTable, type Pair } from './table.ts';

/** A chatbot that is within reach. */
type Reached = Pick<ReturnType<ChatbotService['get']>, 'id' | 'clientId'>;

type Dependencies = {
  store: FrequentAnswerStore;
  chatbots: ChatbotService;
  clients: ClientService;
  answers: ReturnType<typeof createOfficeAnswers>;
  /** What people asked a chatbot, latest first. */
  asked: (scope: ClientScope, chatbotId: string) => AskedOnce[];
  clock: Clock;
};

/** What an import would do, and what it needs to do it. */
type Plan = { result: ImportResult; add: Pair[]; change: { id: string; fields: Pair }[] };

export type FrequentAnswerService = ReturnType<typeof createFrequentAnswerService>;

export function createFrequentAnswerService({
  store,
  chatbots,
  clients,
  answers,
  asked,
  clock,
}: Dependencies) {
  const now = () => clock.now().toISOString();

  /** Throws `resource.not_found` for a chatbot out of reach. */
  const botOf = (scope: ClientScope, chatbotId: string) => chatbots.get(scope, chatbotId);

  function rowOf(scope: ClientScope, id: string): PairRow {
    const row = store.get(scope, id);
    if (!row) throw new FoyerError('resource.not_found', `No frequent answer ${id}`);
    return row;
  }

  function shown(scope: ClientScope, rows: readonly PairRow[]): FrequentAnswer[] {
    const [first] = rows;
    if (first === undefined) return [];
    const day = dayIn(clients.get(scope, first.clientId).timeZone, clock.now());
    return rows.map(({ clientId: _client, ...row }) => ({ ...row, state: stateOn(day, row) }));
  }
  const one = (scope: ClientScope, id: string): FrequentAnswer => {
    const [found] = shown(scope, [rowOf(scope, id)]);
    if (found === undefined) throw new FoyerError('resource.not_found', `No frequent answer ${id}`);
    return found;
  };

  /** Throws `frequentAnswers.duplicate` when another pair of the chatbot has the question. */
  function requireNew(scope: ClientScope, chatbotId: string, question: string, except: string | null): void {
    const same = store
      .all(scope, chatbotId)
      .find(row => row.id !== except && comparable(row.question) === comparable(question));
    if (same) {
      throw new FoyerError('frequentAnswers.duplicate', 'This question has an answer already', {
        details: { id: same.id },
      });
    }
  }

  function requireRoom(count: number): void {
    if (count > ANSWERS_MAX)
      throw new FoyerError('frequentAnswers.full', `At most ${ANSWERS_MAX} answers`, {
        details: { most: ANSWERS_MAX },
      });
  }

  function insert(bot: Reached, fields: Pair): string {
    const [id, at] = [newId(), now()];
    store.insert({ ...fields, id, clientId: bot.clientId, chatbotId: bot.id, createdAt: at, updatedAt: at });
    return id;
  }

  function planOf(scope: ClientScope, chatbotId: string, csv: string): Plan {
    const lines = readTable(csv);
    if (lines === null)
      throw new FoyerError('frequentAnswers.unreadable_file', 'No columns of questions and answers');
    const kept = new Map(store.all(scope, chatbotId).map(row => [comparable(row.question), row]));
    const plan: Plan = {
      result: { added: 0, changed: 0, same: 0, refused: 0, lines: [] },
      add: [],
      change: [],
    };
    const met = new Set<string>();
    const tell = (line: ImportLine) => {
      plan.result.lines.push(line);
      plan.result[line.outcome] += 1;
    };
    for (const read of lines) {
      const { line, question } = read;
      if ('problem' in read) {
        tell({ line, question, outcome: 'refused', problem: read.problem });
        continue;
      }
      const key = comparable(question);
      const known = kept.get(key);
      if (met.has(key)) tell({ line, question, outcome: 'refused', problem: 'twice_in_file' });
      else if (known === undefined) {
        plan.add.push(read.fields);
        tell({ line, question, outcome: 'added', problem: null });
      } else if (isSame(known, read.fields)) tell({ line, question, outcome: 'same', problem: null });
      else {
        plan.change.push({ id: known.id, fields: read.fields });
        tell({ line, question, outcome: 'changed', problem: null });
      }
      met.add(key);
    }
    requireRoom(kept.size + plan.add.length);
    return plan;
  }

  function create(scope: ClientScope, chatbotId: string, fields: PairFields): FrequentAnswer {
    const bot = botOf(scope, chatbotId);
    requireNew(scope, chatbotId, fields.question, null);
    requireRoom(store.count(scope, chatbotId) + 1);
    const id = insert(bot, whole(fields));
    answers.forget(chatbotId);
    return one(scope, id);
  }

  function update(scope: ClientScope, id: string, fields: PairFields): FrequentAnswer {
    const { chatbotId } = rowOf(scope, id);
    requireNew(scope, chatbotId, fields.question, id);
    store.update(scope, id, { ...whole(fields), updatedAt: now() });
    answers.forget(chatbotId);
    return one(scope, id);
  }

  return {
    list(
      scope: ClientScope,
      {
        chatbotId,
        q = '',
        cursor,
        limit,
      }: { chatbotId: string; q?: string | undefined; cursor?: string | undefined; limit: number },
    ) {
      botOf(scope, chatbotId);
      const { items, nextCursor } = store.page(scope, { chatbotId, q, cursor, limit });
      return { items: shown(scope, items), nextCursor };
    },

    create,
    update,

    /** The answers of the office, as another module reaches them. */
    offered: {
      all: (scope, chatbotId) =>
        store.all(scope, chatbotId).map(({ id, question, answer }) => ({ id, question, answer })),
      given(scope, chatbotId, text) {
        const { clientId, language: usual } = botOf(scope, chatbotId);
        const language = detectLanguage(text) ?? usual;
        return answers.given({ clientId, chatbotId, text, language, usual })?.id ?? null;
      },
      add: (scope, chatbotId, fields) => create(scope, chatbotId, fields),
      change(scope, id, { answer, alsoAsked }) {
        const { question, synonyms, validFrom, validUntil, sourceUrl } = rowOf(scope, id);
        const known = [question, ...synonyms].some(one => comparable(one) === comparable(alsoAsked));
        const others = known || synonyms.length >= SYNONYMS_MAX ? synonyms : [...synonyms, alsoAsked];
        return update(scope, id, { question, answer, synonyms: others, validFrom, validUntil, sourceUrl });
      },
    } satisfies OfficeAnswers,

    remove(scope: ClientScope, id: string): void {
      const { chatbotId } = rowOf(scope, id);
      store.remove(scope, id);
      answers.forget(chatbotId);
    },

    proposals(scope: ClientScope, chatbotId: string): Proposal[] {
      const { clientId, language: usual } = botOf(scope, chatbotId);
      const dismissed = store.dismissed(scope, chatbotId);
      return proposalsOf(asked(scope, chatbotId), usual, (text, hash) => {
        if (dismissed.has(hash)) return true;
        return answers.has({ clientId, chatbotId, text, language: detectLanguage(text) ?? usual, usual });
      });
    },

    dismiss(scope: ClientScope, chatbotId: string, question: string): void {
      const bot = botOf(scope, chatbotId);
      const questionHash = hashOf(question, bot.language);
      if (questionHash === null) return;
      store.dismiss({ clientId: bot.clientId, chatbotId: bot.id, questionHash, dismissedAt: now() });
    },

    previewImport(scope: ClientScope, chatbotId: string, csv: string): ImportResult {
      botOf(scope, chatbotId);
      return planOf(scope, chatbotId, csv).result;
    },

    importCsv(scope: ClientScope, chatbotId: string, csv: string): ImportResult {
      const bot = botOf(scope, chatbotId);
      const result = store.atOnce(() => {
        const plan = planOf(scope, chatbotId, csv);
        for (const fields of plan.add) insert(bot, fields);
        for (const { id, fields } of plan.change) store.update(scope, id, { ...fields, updatedAt: now() });
        return plan.result;
      });
      answers.forget(chatbotId);
      return result;
    },

    exportCsv(scope: ClientScope, chatbotId: string, language: Language | undefined): WrittenFile {
      const bot = botOf(scope, chatbotId);
      const shownIn = language ?? bot.language;
      const name = shownIn === 'fr' ? 'reponses-frequentes' : 'frequent-answers';
      const table = writeTable(store.all(scope, chatbotId), shownIn);
      return { fileName: `${name}.csv`, mediaType: CSV_MEDIA_TYPE, content: () => wholeText(table) };
    },
  };
}

async function* wholeText(text: string): AsyncGenerator<string> {
  yield text;
}

function whole(fields: PairFields): Pair {
  const { question, answer, synonyms = [], validFrom = null, validUntil = null, sourceUrl = null } = fields;
  return { question, answer, synonyms, validFrom, validUntil, sourceUrl };
}

/** Whatever the accents, capitals and punctuation, it is the same question. */
function comparable(question: string): string {
  return fold(question)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function isSame(row: PairRow, fields: Pair): boolean {
  return (Object.keys(fields) as (keyof Pair)[]).every(
    field => JSON.stringify(row[field]) === JSON.stringify(fields[field]),
  );
}
