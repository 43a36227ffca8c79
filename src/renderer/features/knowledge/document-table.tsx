import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import type { Document } from '#shared/contract/document.ts';
import { usePages } from '../../state/pages.ts';
import { client, orpc } from '../../rpc/client.ts';
import { Card } from '../../ui/card.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { ColumnHead, type Sorting } from './column-head.tsx';
import { inputOf, type DocumentFilter } from './document-filter.ts';
import { DocumentRow, rowColumns } from './document-row.tsx';

const DOCUMENTS_AT_ONCE = 200; // the contract's largest page
const ROW_HEIGHT_PX = 46;
const ROWS_AHEAD = 30; // the next page is asked for before the person reaches the end of this one

type Props = {
  clientId: string | undefined;
  bots: readonly Chatbot[];
  filter: DocumentFilter;
  mayEdit: boolean;
  /** Shown when nothing matches. */
  empty: ReactNode;
  /** False where every row is of the same chatbot. */
  withChatbots?: boolean;
};

/** Documents by the thousand: pages are fetched as they come into view, rows are drawn only where they are seen. */
export function DocumentTable({ clientId, bots, filter, mayEdit, empty, withChatbots = true }: Props) {
  const { t } = useTranslation(['knowledge', 'common']);
  const { chatbotId, view, q } = filter;
  const [sorting, setSorting] = useState<Sorting>({ sort: 'added', order: 'desc' });
  const input = {
    ...(clientId === undefined ? {} : { clientId }),
    ...(chatbotId === undefined ? {} : { chatbotId }),
    ...inputOf(view),
    ...sorting,
    ...(q === undefined || q === '' ? {} : { q }),
  };
  const query = usePages({
    key: orpc.documents.list.key({ type: 'infinite', input }),
    atOnce: DOCUMENTS_AT_ONCE,
    ask: page => client.documents.list({ ...input, ...page }),
    keep: true,
    enabled: clientId !== undefined,
  });
  const documents = query.items;
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const chosen = documents.filter(({ id }) => selected.has(id));
  const toggle = (id: string) =>
    setSelected(current => {
      const next = new Set(current);
      if (!next.delete(id)) next.add(id);
      return next;
    });

  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingState rows={6} />;
  if (documents.length === 0) return empty;
  const onSort = (next: Sorting) => {
    setSorting(next);
    setSelected(new Set()); // rows that are not drawn any more would stay chosen unseen
  };
  const every = chosen.length === documents.length;
  return (
    <>
      <Card
        role="table"
        aria-label={t('table')}
        aria-rowcount={query.hasNextPage ? -1 : documents.length + 1}
        sx={{ overflow: 'hidden' }}
      >
        <Box role="row" sx={{ ...rowColumns(withChatbots, mayEdit), ...headStyle }}>
          {mayEdit && (
            <Box role="columnheader">
              <Checkbox
                size="small"
                checked={every}
                indeterminate={chosen.length > 0 && !every}
                onChange={() => setSelected(every ? new Set() : new Set(documents.map(({ id }) => id)))}
                slotProps={{ input: { 'aria-label': t('selectAll') } }}
              />
            </Box>
          )}
          <ColumnHead by="title" label={t('columnDocument')} {...{ sorting, onSort }} />
          {withChatbots && (
            <span role="columnheader" className="widest">
              {t('columnChatbots')}
            </span>
          )}
          <ColumnHead by="state" label={t('columnState')} className="state" {...{ sorting, onSort }} />
          <ColumnHead by="pages" label={t('columnPages')} className="number" {...{ sorting, onSort }} />
          <ColumnHead by="size" label={t('columnSize')} className="number widest" {...{ sorting, onSort }} />
          <ColumnHead
            by="passages"
            label={t('columnPassages')}
            className="number widest"
            {...{ sorting, onSort }}
          />
          <ColumnHead by="updated" label={t('columnUpdated')} className="wide" {...{ sorting, onSort }} />
          {mayEdit && <span role="columnheader" aria-label={t('columnActions')} />}
        </Box>
        <Rows
          documents={documents}
          onNearEnd={() => {
            if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
          }}
          draw={document => (
            <DocumentRow
              document={document}
              bots={bots}
              withChatbots={withChatbots}
              mayEdit={mayEdit}
              selected={selected.has(document.id)}
              onToggle={() => toggle(document.id)}
            />
          )}
        />
      </Card>
      {query.hasNextPage && (
        <Button
          variant="text"
          sx={{ mt: 1 }}
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('common:loadMore')}
        </Button>
      )}
      {mayEdit && chosen.length > 0 && (
        <BulkBar documents={chosen} bots={bots} onDone={() => setSelected(new Set())} />
      )}
    </>
  );
}

const headStyle = {
  alignItems: 'center',
  minHeight: 38,
  typography: 'small',
  fontWeight: 560,
  color: 'var(--muted)',
  borderBottom: '1px solid var(--line)',
};

type RowsProps = {
  documents: readonly Document[];
  draw: (document: Document) => ReactNode;
  onNearEnd: () => void;
};

/** Only the rows in view exist; the page itself scrolls, so that the table has no scroll bar of its own. */
function Rows({ documents, draw, onNearEnd }: RowsProps) {
  const list = useRef<HTMLDivElement>(null);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const [offset, setOffset] = useState(0);
  useEffect(() => {
    const found = scrollerOf(list.current);
    setScroller(found);
    if (found && list.current) {
      setOffset(
        list.current.getBoundingClientRect().top - found.getBoundingClientRect().top + found.scrollTop,
      );
    }
  }, [documents.length]);
  const rows = useVirtualizer({
    count: documents.length,
    getScrollElement: () => scroller,
    estimateSize: () => ROW_HEIGHT_PX,
    getItemKey: index => documents[index]?.id ?? index,
    overscan: 12,
    scrollMargin: offset,
  });
  const items = rows.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? 0;
  const nearEnd = scroller !== null && lastIndex >= documents.length - ROWS_AHEAD;
  useEffect(() => {
    if (nearEnd) onNearEnd();
  });
  return (
    <Box ref={list} role="rowgroup" sx={{ position: 'relative', height: rows.getTotalSize() }}>
      {items.map(item => {
        const document = documents[item.index];
        return (
          document && (
            <Box
              key={item.key}
              ref={rows.measureElement}
              data-index={item.index}
              role="presentation"
              sx={{ position: 'absolute', top: 0, left: 0, right: 0 }}
              style={{ transform: `translateY(${item.start - offset}px)` }}
            >
              {draw(document)}
            </Box>
          )
        );
      })}
    </Box>
  );
}

function scrollerOf(element: HTMLElement | null): HTMLElement | null {
  for (let parent = element?.parentElement ?? null; parent; parent = parent.parentElement) {
    if (['auto', 'scroll'].includes(getComputedStyle(parent).overflowY)) return parent;
  }
  return null;
}
