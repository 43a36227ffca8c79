import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import type { DocumentSort } from '#shared/contract/documents.ts';
import { usePages } from '../../state/pages.ts';
import { client, orpc } from '../../rpc/client.ts';
import type { Sorted } from '../../ui/column.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { ExportButton } from '../../ui/export-button.tsx';
import { PagedList } from '../../ui/paged-list.tsx';
import { TableToolbar } from '../../ui/table-toolbar.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { useDocumentColumns } from './document-columns.tsx';
import { chosenOf } from './narrowing-filters.tsx';
import { inputOf, type DocumentFilter } from './document-filter.ts';

const DOCUMENTS_AT_ONCE = 200; // the contract's largest page

export type SortedDocuments = Sorted<DocumentSort>;
export const newestDocuments: SortedDocuments = { by: 'added', order: 'desc' };

type Props = {
  clientId: string | undefined;
  bots: readonly Chatbot[];
  filter: DocumentFilter;
  sorted: SortedDocuments;
  onSort: (sorted: SortedDocuments) => void;
  mayEdit: boolean;
  /** What narrows the table, above it: by words, and by choices. */
  search?: ReactNode;
  filters?: ReactNode;
  /** Shown when nothing matches. */
  empty: ReactNode;
  /** False where every row is of the same chatbot. */
  withChatbots?: boolean;
};

/** Documents by the thousand: found, sorted, taken out as a table, and many handled at once. */
export function DocumentTable(props: Props) {
  const { clientId, bots, filter, sorted, onSort, mayEdit, empty, withChatbots = true } = props;
  const { search, filters } = props;
  const { t } = useTranslation('knowledge');
  const { chatbotId, view, q, narrowed = {} } = filter;
  const columns = useDocumentColumns({ bots, mayEdit, withChatbots });
  const input = {
    ...(clientId === undefined ? {} : { clientId }),
    ...(chatbotId === undefined ? {} : { chatbotId }),
    ...inputOf(view),
    ...chosenOf(narrowed),
    sort: sorted.by,
    order: sorted.order,
    ...(q === undefined || q === '' ? {} : { q }),
  };
  const query = usePages({
    key: orpc.documents.list.key({ type: 'infinite', input }),
    atOnce: DOCUMENTS_AT_ONCE,
    ask: (page, options) => client.documents.list({ ...input, ...page }, options),
    keep: true,
    enabled: clientId !== undefined,
  });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const selection = { selected, onSelect: setSelected, nameOf: ({ title }: { title: string }) => title };
  return (
    <>
      <TableToolbar
        search={search}
        end={
          query.items.length > 0 && <ExportButton label={t('table')} columns={columns} pages={query.every} />
        }
      >
        {filters}
      </TableToolbar>
      <PagedList query={query} rows={6} empty={empty}>
        {documents => {
          const chosen = documents.filter(({ id }) => selected.has(id));
          return (
            <>
              <DataTable
                label={t('table')}
                rows={documents}
                keyOf={({ id }) => id}
                columns={columns}
                sorted={sorted}
                onSort={next => {
                  setSelected(new Set()); // rows that are not drawn any more would stay chosen unseen
                  onSort(next);
                }}
                selection={mayEdit ? selection : undefined}
                outdated={query.isPlaceholderData}
                onNearEnd={query.onNearEnd}
              />
              {mayEdit && chosen.length > 0 && (
                <BulkBar documents={chosen} bots={bots} onDone={() => setSelected(new Set())} />
              )}
            </>
          );
        }}
      </PagedList>
    </>
  );
}
