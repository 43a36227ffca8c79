import type { Language } from '#shared/contract/vocabulary.ts';
import { BYTE_ORDER_MARK, csvLine, type CsvCell } from '../../../api.ts';
import { quotaKinds } from '../../contract-quota.ts';
import type { MonthlyReport } from '../../contract-report.ts';
import { reportWords } from './words.ts';

type Row = readonly CsvCell[];

/** A report to count with: each part under its title, apart from the others by an empty line. */
export function csvOf(report: MonthlyReport, language: Language): string {
  const words = reportWords[language];
  const { questions, answersWithSource, unanswered, ratings, firstWord, total, quota } = report;
  const parts: Row[][] = [
    [
      [words.title, report.clientName],
      [report.from, report.until],
    ],
    [
      [words.tiles.questions, questions.total],
      [words.tiles.sourced, answersWithSource],
      [words.tiles.unanswered, unanswered.total],
      [words.tiles.liked, ratings.up, ratings.up + ratings.down],
      [`${words.tiles.fast} (ms)`, firstWord.medianMs, firstWord.ninetiethMs],
      [words.tiles.cost, total.cost],
    ],
    [[words.chart], ...report.days.map(({ day, questions: asked }): Row => [day, asked])],
    [
      [words.quota],
      ...quotaKinds.map((kind): Row => [words.kinds[kind], quota[kind].used, quota[kind].limit]),
    ],
    [[words.top], ...report.topQuestions.map(({ question, count }): Row => [question, count])],
    [[words.open], ...unanswered.questions.map(({ question, count }): Row => [question, count])],
    [
      [words.chatbot, words.questions, words.onDocuments],
      ...report.chatbots.map((bot): Row => [bot.name ?? words.removed, bot.questions, bot.answers]),
    ],
    [
      [words.model, words.answers, words.tokensRead, words.tokensWritten, words.cost],
      ...report.models.map((used): Row => [
        used.provider === 'embedded' ? words.noModel : (used.name ?? used.model),
        used.answers,
        used.inputTokens,
        used.outputTokens,
        used.unpriced > 0 && used.cost === 0 ? words.noPrice : used.cost,
      ]),
    ],
  ];
  const rows = parts.flatMap((part, index) => (index === 0 ? part : [[], ...part]));
  return BYTE_ORDER_MARK + rows.map(row => csvLine(row, language)).join('');
}
