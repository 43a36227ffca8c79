import { useTranslation } from 'react-i18next';
import type { Column } from '../../../renderer/ui/column.ts';
import { useFormat } from '../../../renderer/ui/format.ts';
import type { UsageRow, View } from './usage-rows.ts';
import { useAmounts } from './use-amounts.ts';

export type UsageSort = 'name' | 'answers' | 'input' | 'output' | 'cached' | 'cost';

/** What was used, in numbers; beside what of the period before, where things are the same. */
export function useUsageColumns(view: View, headOf: string): Column<UsageRow, UsageSort>[] {
  const { t } = useTranslation('usage');
  const format = useFormat();
  const amounts = useAmounts();
  const number = (
    label: string,
    sort: UsageSort,
    width: number,
    of: (row: UsageRow) => number,
  ): Column<UsageRow, UsageSort> => ({
    label,
    sort,
    first: 'desc',
    width: [width],
    number: true,
    value: row => format.number(of(row)),
    cell: of,
  });
  const cost: Column<UsageRow, UsageSort> = {
    label: t('cost'),
    sort: 'cost',
    first: 'desc',
    width: [96],
    number: true,
    value: amounts.cost,
    cell: row => (row.unpriced > 0 && row.cost === 0 ? null : row.cost),
  };
  const before: Column<UsageRow, UsageSort>[] =
    view === 'days'
      ? []
      : [
          {
            label: t('answersBefore'),
            width: [124],
            number: true,
            value: row => format.number(row.before?.answers ?? 0),
            cell: row => row.before?.answers ?? 0,
          },
          {
            label: t('costBefore'),
            width: [92],
            number: true,
            value: row => (row.before === null ? null : amounts.cost(row.before)),
            cell: row => row.before?.cost ?? null,
          },
        ];
  return [
    {
      label: headOf,
      sort: 'name',
      ...(view === 'days' ? { first: 'desc' as const } : {}),
      width: [150, 1],
      value: ({ label }) => label,
      cell: ({ cell }) => cell,
    },
    number(t('answers'), 'answers', 88, row => row.answers),
    number(t('input'), 'input', 100, row => row.inputTokens),
    { ...number(t('cached'), 'cached', 168, row => row.cachedTokens), roomy: true },
    number(t('output'), 'output', 112, row => row.outputTokens),
    cost,
    ...before,
  ];
}
