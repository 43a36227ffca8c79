import type { Language } from '#shared/contract/vocabulary.ts';
import { quotaKinds } from '../../contract-quota.ts';
import type { MonthlyReport } from '../../contract-report.ts';
import { reportWords } from './words.ts';

type Tile = { label: string; value: string; notes: readonly string[] };
export type ReportTable = {
  title: string;
  columns: readonly { label: string; isNumber: boolean }[];
  rows: readonly (readonly string[])[];
  /** Said in place of the rows when there are none. */
  empty: string;
};

/** What a report shows, in words and in order: laid out as a PDF, as a page and as a table. */
export type ReportView = {
  language: Language;
  fileName: string;
  title: string;
  clientName: string;
  period: string;
  /** Of a month that is not over. */
  note: string | null;
  tiles: readonly Tile[];
  chart: {
    title: string;
    says: string;
    /** None when nothing was asked. */
    days: readonly { label: string; value: number }[];
  };
  quota: {
    title: string;
    empty: string;
    shares: readonly { label: string; says: string; /** 0 to 1 */ share: number; isReached: boolean }[];
  };
  tables: readonly ReportTable[];
  footer: string;
  page: (page: number, pages: number) => string;
};

/** Puts the figures of a month in words. */
export function viewOf(report: MonthlyReport, language: Language): ReportView {
  const words = reportWords[language];
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB';
  const number = (value: number) => value.toLocaleString(locale);
  const percent = (share: number) =>
    share.toLocaleString(locale, { style: 'percent', maximumFractionDigits: 0 });
  const money = (value: number) =>
    value.toLocaleString(locale, {
      minimumFractionDigits: 2,
      maximumFractionDigits: value > 0 && value < 1 ? 4 : 2,
    });
  const seconds = (ms: number) =>
    `${(ms / 1_000).toLocaleString(locale, { maximumFractionDigits: ms < 1_000 ? 2 : 1 })} s`;
  const date = (day: string, style: Intl.DateTimeFormatOptions) =>
    new Date(day).toLocaleDateString(locale, { ...style, timeZone: 'UTC' });
  const dayAndMonth = (day: string) => {
    const said = date(day, { day: 'numeric', month: 'long' });
    return language === 'fr' ? said.replace(/^1(?=\s)/u, '1er') : said;
  };

  const { questions, ratings, firstWord, total, quota, unanswered, answersWithSource } = report;
  const rated = ratings.up + ratings.down;
  const most = report.days.reduce<MonthlyReport['days'][number] | null>(
    (best, day) => (day.questions > (best?.questions ?? 0) ? day : best),
    null,
  );
  const compared = (() => {
    const { before, total: now } = questions;
    if (!report.isOver) return [];
    if (before === 0) return now === 0 ? [] : [words.compared.none];
    if (now === before) return [words.compared.same];
    const change = percent(Math.abs(now - before) / before);
    return [now > before ? words.compared.more(change) : words.compared.less(change)];
  })();
  const isOne = (value: number) => value < 2;
  const byNumber = (label: string) => ({ label, isNumber: true });
  const byWords = (label: string) => ({ label, isNumber: false });
  const amount = { requests: number, tokens: number, cost: money };

  return {
    language,
    fileName: `${words.fileName}-${report.month}`,
    title: words.title,
    clientName: report.clientName,
    period: capital(date(`${report.month}-01`, { month: 'long', year: 'numeric' })),
    note: report.isOver ? null : words.soFar(dayAndMonth(report.until)),
    tiles: [
      {
        label: words.tiles.questions,
        value: number(questions.total),
        notes: [
          words.tiles.conversations(number(questions.conversations), isOne(questions.conversations)),
          ...compared,
        ],
      },
      {
        label: words.tiles.sourced,
        value: answersWithSource === null ? '–' : percent(answersWithSource),
        notes: [words.tiles.ofAnswers],
      },
      {
        label: words.tiles.unanswered,
        value: number(unanswered.total),
        notes: [words.tiles.ofQuestions],
      },
      {
        label: words.tiles.liked,
        value: rated === 0 ? '–' : percent(ratings.up / rated),
        notes: [rated === 0 ? words.tiles.notRated : words.tiles.rated(number(rated), isOne(rated))],
      },
      {
        label: words.tiles.fast,
        value: firstWord.medianMs === null ? '–' : seconds(firstWord.medianMs),
        notes: [
          firstWord.ninetiethMs === null
            ? words.tiles.notMeasured
            : words.tiles.fastFor(seconds(firstWord.ninetiethMs)),
        ],
      },
      {
        label: words.tiles.cost,
        value: money(total.cost),
        notes: [total.unpriced > 0 ? words.tiles.notPriced : words.tiles.costHint],
      },
    ],
    chart: {
      title: words.chart,
      says: most === null ? words.nothingAsked : words.most(number(most.questions), dayAndMonth(most.day)),
      days:
        most === null
          ? []
          : report.days.map(({ day, questions: value }) => ({ label: String(Number(day.slice(8))), value })),
    },
    quota: {
      title: words.quota,
      empty: words.noQuota,
      shares: quotaKinds.flatMap(kind => {
        const { limit, used } = quota[kind];
        if (limit === null) return [];
        return {
          label: words.kinds[kind],
          says: words.of(amount[kind](used), amount[kind](limit)),
          share: limit === 0 ? 1 : Math.min(1, used / limit),
          isReached: used >= limit,
        };
      }),
    },
    tables: [
      {
        title: words.top,
        columns: [byWords(words.question), byNumber(words.times)],
        rows: report.topQuestions.map(({ question, count }) => [question, number(count)]),
        empty: questions.total === 0 ? words.nothingAsked : words.noTop,
      },
      {
        title: words.open,
        columns: [byWords(words.question), byNumber(words.times)],
        rows: unanswered.questions.map(({ question, count }) => [question, number(count)]),
        empty: questions.total === 0 ? words.nothingAsked : words.noOpen,
      },
      {
        title: words.chatbots,
        columns: [byWords(words.chatbot), byNumber(words.questions), byNumber(words.onDocuments)],
        rows: report.chatbots.map(bot => [
          bot.name ?? words.removed,
          number(bot.questions),
          number(bot.answers),
        ]),
        empty: words.nothingAsked,
      },
      {
        title: words.models,
        columns: [
          byWords(words.model),
          byNumber(words.answers),
          byNumber(words.tokensRead),
          byNumber(words.tokensWritten),
          byNumber(words.cost),
        ],
        rows: report.models.map(used => [
          used.provider === 'embedded' ? words.noModel : (used.name ?? used.model),
          number(used.answers),
          number(used.inputTokens),
          number(used.outputTokens),
          used.unpriced > 0 && used.cost === 0 ? words.noPrice : money(used.cost),
        ]),
        empty: words.noModels,
      },
    ],
    footer: words.footer,
    page: words.page,
  };
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
