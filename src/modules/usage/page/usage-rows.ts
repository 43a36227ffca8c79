import type { UsageDay, UsageReport } from '../contract.ts';
import type { UsageFigures } from '../contract-figures.ts';

/** By what the figures are told apart. */
export const views = ['days', 'models', 'chatbots', 'clients', 'keys'] as const;
export type View = (typeof views)[number];

/** A line of the table: a day, a month or what something used. */
export type UsageRow = UsageFigures & {
  key: string;
  label: string;
  /** What a file has of the label: a day as every spreadsheet reads it. */
  cell: string;
  before: UsageFigures | null;
};

/** Days added up by month: `2026-11`. */
export function monthsOf(days: readonly UsageDay[]): UsageDay[] {
  const months = new Map<string, UsageDay>();
  for (const day of days) {
    const month = day.day.slice(0, '2026-11'.length);
    const sum = months.get(month);
    months.set(month, sum === undefined ? { ...day, day: month } : addUp(sum, day));
  }
  return [...months.values()];
}

function addUp(one: UsageDay, other: UsageDay): UsageDay {
  return {
    day: one.day,
    answers: one.answers + other.answers,
    withoutModel: one.withoutModel + other.withoutModel,
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    cachedTokens: one.cachedTokens + other.cachedTokens,
    cost: one.cost + other.cost,
    unpriced: one.unpriced + other.unpriced,
    estimated: one.estimated + other.estimated,
  };
}

/** Whether anything was used. */
export function isUsed({ answers, inputTokens, outputTokens }: UsageFigures): boolean {
  return answers + inputTokens + outputTokens > 0;
}

/** What things that are gone, or have no name, are called. */
export type Names = {
  day: (day: string) => string;
  noModel: string;
  removedModel: (model: string) => string;
  removedChatbot: string;
  /** What is no chatbot’s. */
  documents: string;
  removedClient: string;
  noKey: string;
};

/** The lines of a view; days on which nothing was used are left out. */
export function rowsOf(report: UsageReport, days: readonly UsageDay[], view: View, names: Names): UsageRow[] {
  switch (view) {
    case 'days':
      return days.filter(isUsed).map(({ day, ...figures }) => {
        return { ...figures, key: day, label: names.day(day), cell: day, before: null };
      });
    case 'models':
      return report.models.map(({ modelId, provider, model, name, ...figures }) => {
        const gone = provider === 'embedded' ? names.noModel : names.removedModel(model);
        const label = name === null ? gone : name === model ? name : `${name} (${model})`;
        return { ...figures, key: `${modelId} ${provider} ${model}`, label, cell: label };
      });
    case 'chatbots':
      return report.chatbots.map(({ chatbotId: key, name, ...figures }) =>
        named(figures, key ?? '', name ?? (key === null ? names.documents : names.removedChatbot)),
      );
    case 'clients':
      return report.clients.map(({ clientId: key, name, ...figures }) =>
        named(figures, key, name ?? names.removedClient),
      );
    case 'keys':
      return report.keys.map(({ keyId, name, ...figures }) =>
        named(figures, keyId ?? '', name ?? names.noKey),
      );
  }
}

function named<Figures extends object>(figures: Figures, key: string, label: string) {
  return { ...figures, key, label, cell: label };
}
