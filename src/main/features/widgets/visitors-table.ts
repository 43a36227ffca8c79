import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Leaving, WrittenFile } from '#shared/contract/files.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { type Lead, type MessageFeedback } from '#shared/contract/widgets.ts';
import { leadField } from '#shared/contract/widget-settings.ts';
import { visitors as english } from '#shared/i18n/en/visitors.ts';
import { visitors as french } from '#shared/i18n/fr/visitors.ts';
import { BYTE_ORDER_MARK, CSV_MEDIA_TYPE, csvLine } from '#shared/lib/csv.ts';

const words = { fr: french, en: english } as const;
const ROWS_AT_ONCE = 200;

type Read<Row> = (page: { limit: number; cursor: string | undefined }) => {
  items: Row[];
  nextCursor: string | null;
};

type Wanted = {
  list: 'leads' | 'feedback';
  language: Language;
  botName: string;
  /** `2026-11-25`, for the name of the file. */
  day: string;
  leads: Read<Lead>;
  feedback: Read<MessageFeedback>;
};

/** What visitors left, or thought, as a file for spreadsheets: everything there is, with headings in one language. */
export function visitorsTable({ list, language, botName, day, leads, feedback }: Wanted): WrittenFile {
  const { columns, files, ...rest } = words[language];
  const head =
    list === 'leads'
      ? [columns.at, columns.reason, ...leadField.options.map(field => columns[field]), columns.conversation]
      : [columns.at, columns.rating, columns.comment, columns.question, columns.answer, columns.conversation];
  const lineOfLead = ({ createdAt, reason, fields, conversationId }: Lead) => [
    createdAt,
    rest[`reason_${reason}`],
    ...leadField.options.map(field => fields[field] ?? null),
    conversationId,
  ];
  const lineOfOpinion = (row: MessageFeedback) => [
    row.createdAt,
    rest[`rating_${row.rating}`],
    row.comment,
    row.question,
    row.answer,
    row.conversationId,
  ];
  return {
    fileName: `${files[list]}-${fileSafe(botName)}-${day}.csv`,
    mediaType: CSV_MEDIA_TYPE,
    async *content(signal) {
      yield BYTE_ORDER_MARK + csvLine(head, language);
      const lines =
        list === 'leads' ? inTurns(leads, lineOfLead, signal) : inTurns(feedback, lineOfOpinion, signal);
      for await (const some of lines) yield some.map(cells => csvLine(cells, language)).join('');
    },
  };
}

async function* inTurns<Row>(
  read: Read<Row>,
  lineOf: (row: Row) => (string | null)[],
  signal: Leaving,
): AsyncGenerator<(string | null)[][]> {
  let cursor: string | undefined;
  do {
    signal.throwIfAborted();
    const page = read({ limit: ROWS_AT_ONCE, cursor });
    yield page.items.map(lineOf);
    cursor = page.nextCursor ?? undefined;
    await nextTurn();
  } while (cursor !== undefined);
}

/** Letters and digits of any alphabet: what every system takes in the name of a file. */
function fileSafe(name: string): string {
  return (
    name
      .normalize('NFC')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 40) || 'chatbot'
  );
}
