import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Language } from '#shared/contract/vocabulary.ts';
import { type Lead, type MessageFeedback } from '#shared/contract/widgets.ts';
import { leadField } from '#shared/contract/widget-settings.ts';
import { visitors as english } from '#shared/i18n/en/visitors.ts';
import { visitors as french } from '#shared/i18n/fr/visitors.ts';
import { BYTE_ORDER_MARK, CSV_MEDIA_TYPE, csvLine } from '#main/platform/csv.ts';

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
  signal: AbortSignal | undefined;
};

/**
 * What visitors left, or thought, as a file for spreadsheets: everything there is, with headings in one language. Read
 * in turns; throws the reason of `signal` once whoever asked has left.
 */
export async function visitorsTable({ list, language, botName, day, leads, feedback, signal }: Wanted) {
  const { columns, files, ...rest } = words[language];
  const lines =
    list === 'leads'
      ? [
          [
            columns.at,
            columns.reason,
            ...leadField.options.map(field => columns[field]),
            columns.conversation,
          ],
          ...(await everyRow(leads, signal)).map(({ createdAt, reason, fields, conversationId }) => [
            createdAt,
            rest[`reason_${reason}`],
            ...leadField.options.map(field => fields[field] ?? null),
            conversationId,
          ]),
        ]
      : [
          [
            columns.at,
            columns.rating,
            columns.comment,
            columns.question,
            columns.answer,
            columns.conversation,
          ],
          ...(await everyRow(feedback, signal)).map(
            ({ createdAt, rating, comment, question, answer, conversationId }) => [
              createdAt,
              rest[`rating_${rating}`],
              comment,
              question,
              answer,
              conversationId,
            ],
          ),
        ];
  return {
    fileName: `${files[list]}-${fileSafe(botName)}-${day}.csv`,
    mediaType: CSV_MEDIA_TYPE,
    content: BYTE_ORDER_MARK + lines.map(cells => csvLine(cells, language)).join(''),
  };
}

async function everyRow<Row>(read: Read<Row>, signal: AbortSignal | undefined): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | undefined;
  do {
    const page = read({ limit: ROWS_AT_ONCE, cursor });
    rows.push(...page.items);
    cursor = page.nextCursor ?? undefined;
    await nextTurn();
    signal?.throwIfAborted();
  } while (cursor !== undefined);
  return rows;
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
