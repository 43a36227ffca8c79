import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Sorted } from '../../../renderer/ui/column.ts';
import { DataTable } from '../../../renderer/ui/data-table.tsx';
import { ExportButton } from '../../../renderer/ui/export-button.tsx';
import { useFormat } from '../../../renderer/ui/format.ts';
import { sortedInPlace } from '../../../renderer/ui/sorted-in-place.ts';
import { TabList, tabPanel } from '../../../renderer/ui/tab-list.tsx';
import { TableToolbar } from '../../../renderer/ui/table-toolbar.tsx';
import type { UsageDay, UsageReport } from '../contract.ts';
import { useUsageColumns, type UsageSort } from './usage-columns.tsx';
import { rowsOf, views, type View } from './usage-rows.ts';
import { useDayNames } from './use-day-names.ts';

type Props = {
  report: UsageReport;
  days: readonly UsageDay[];
  byMonth: boolean;
  severalClients: boolean;
};

const usual = (view: View): Sorted<UsageSort> => ({
  by: view === 'days' ? 'name' : 'answers',
  order: 'desc',
});

/** The figures of a view, to be sorted and taken along. */
export function UsageTable({ report, days, byMonth, severalClients }: Props) {
  const { t } = useTranslation('usage');
  const format = useFormat();
  const dayName = useDayNames();
  const [chosen, choose] = useState<View>('days');
  const [sorts, setSorts] = useState<Partial<Record<View, Sorted<UsageSort>>>>({});
  const offered = views.filter(view => view !== 'clients' || severalClients);
  const view = offered.includes(chosen) ? chosen : 'days';
  const heads = {
    days: t(byMonth ? 'month' : 'day'),
    models: t('model'),
    chatbots: t('chatbot'),
    clients: t('client'),
    keys: t('key'),
  };
  const labelOf = (one: View) => t(one === 'days' && byMonth ? 'by_months' : `by_${one}`);
  const columns = useUsageColumns(view, heads[view]);
  const sorted = sorts[view] ?? usual(view);
  const rows = rowsOf(report, days, view, {
    day: dayName,
    noModel: t('noModel'),
    removedModel: model => t('removedModel', { model }),
    removedChatbot: t('removedChatbot'),
    documents: t('ofDocuments'),
    removedClient: t('removedClient'),
    noKey: t('noKey'),
  });
  const shown = sortedInPlace(rows, columns, sorted, format.language);
  const label = labelOf(view);
  return (
    <div>
      <TableToolbar
        end={<ExportButton label={`${t('table')} ${label}`} columns={columns} pages={() => [shown]} />}
      >
        <TabList
          label={t('table')}
          value={view}
          tabs={offered.map(value => ({ value, label: labelOf(value) }))}
          onChange={choose}
        />
      </TableToolbar>
      <div {...tabPanel(view)}>
        <DataTable
          label={label}
          rows={shown}
          keyOf={({ key }) => key}
          columns={columns}
          sorted={sorted}
          onSort={next => setSorts({ ...sorts, [view]: next })}
        />
      </div>
    </div>
  );
}
