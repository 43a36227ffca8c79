import { useState, type ReactNode } from 'react';
import type { ApiKey, KeySort } from '#shared/contract/keys.ts';
import { usePages } from '../../state/pages.ts';
import { client, orpc } from '../../rpc/client.ts';
import type { Sorted } from '../../ui/column.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { ExportButton } from '../../ui/export-button.tsx';
import { PagedList } from '../../ui/paged-list.tsx';
import { TableToolbar } from '../../ui/table-toolbar.tsx';
import { useKeyColumns } from './key-columns.tsx';

const KEYS_AT_ONCE = 50;

type Props = {
  label: string;
  clientId: string;
  /** Those that are over, or the others. */
  ended: boolean;
  q: string | undefined;
  botNames: ReadonlyMap<string, string>;
  onEdit: (key: ApiKey) => void;
  /** What stands above the table, before the way to a file; not where there is no key. */
  start?: ReactNode;
  empty: ReactNode;
};

/** Keys of one client, those in use or those that are over. */
export function KeyTable({ label, clientId, ended, q, botNames, onEdit, start, empty }: Props) {
  const [sorted, sort] = useState<Sorted<KeySort>>({ by: 'added', order: 'desc' });
  const { shown, inFile } = useKeyColumns({ botNames, onEdit });
  const input = {
    clientId,
    ended,
    sort: sorted.by,
    order: sorted.order,
    ...(q === undefined ? {} : { q }),
  };
  const query = usePages({
    key: orpc.keys.list.key({ type: 'infinite', input }),
    atOnce: KEYS_AT_ONCE,
    ask: (page, options) => client.keys.list({ ...input, ...page }, options),
    keep: true,
  });
  return (
    <div>
      {(query.items.length > 0 || q !== undefined) && (
        <TableToolbar
          end={query.items.length > 0 && <ExportButton label={label} columns={inFile} pages={query.every} />}
        >
          {start}
        </TableToolbar>
      )}
      <PagedList query={query} rows={3} empty={empty}>
        {keys => (
          <DataTable
            label={label}
            rows={keys}
            keyOf={({ id }) => id}
            columns={shown}
            sorted={sorted}
            onSort={sort}
            outdated={query.isPlaceholderData}
            onNearEnd={query.onNearEnd}
          />
        )}
      </PagedList>
    </div>
  );
}
