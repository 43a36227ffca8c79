import Button from '@mui/material/Button';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState, LoadingState } from './states.tsx';

/** What is used of an infinite query, whatever made it. */
type Pages<Item> = {
  data: { pages: readonly { items: readonly Item[] }[] } | undefined;
  isError: boolean;
  error: unknown;
  refetch: () => unknown;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
};

type Props<Item> = {
  query: Pages<Item>;
  /** Lines shown while the first page is on its way. */
  rows: number;
  /** Instead of the list when there is nothing in it. */
  empty: ReactNode;
  /** What stands below the list, in place of more of it. */
  end?: ReactNode;
  children: (items: readonly Item[]) => ReactNode;
};

/** A list that grows page by page: on its way, failed, empty, or there with a button for more. */
export function PagedList<Item>({ query, rows, empty, end, children }: Props<Item>) {
  const { t } = useTranslation('common');
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingState rows={rows} />;
  const items = query.data.pages.flatMap(page => page.items);
  if (items.length === 0) return empty;
  return (
    <>
      {children(items)}
      {end ??
        (query.hasNextPage && (
          <Button
            fullWidth
            variant="text"
            disabled={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
            sx={{ mt: 1 }}
          >
            {t('loadMore')}
          </Button>
        ))}
    </>
  );
}
