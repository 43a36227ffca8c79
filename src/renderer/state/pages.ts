import { keepPreviousData, useInfiniteQuery, type QueryKey } from '@tanstack/react-query';

type Page<Item> = { items: readonly Item[]; nextCursor: string | null };
/** What a page is asked by: how many, and after which. */
export type PageInput = { limit: number; cursor?: string };

type Ask<OnePage extends Page<unknown>> = (
  page: PageInput,
  options?: { signal: AbortSignal },
) => Promise<OnePage>;

type Asking<OnePage extends Page<unknown>> = {
  /** Of the operation, `orpc.….key({ type: 'infinite', input })`: a change of what it lists reads the pages again. */
  key: QueryKey;
  atOnce: number;
  ask: Ask<OnePage>;
  /** What was shown stays until the narrower or other list is there. */
  keep?: boolean;
  enabled?: boolean;
};

/** A list of the core that grows page by page, by the cursor that each page ends with; `items` are those that came so far. */
export function usePages<OnePage extends Page<unknown>>(asking: Asking<OnePage>) {
  const { key, atOnce, ask, keep = false, enabled = true } = asking;
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) =>
      ask({ limit: atOnce, ...(pageParam === undefined ? {} : { cursor: pageParam }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: last => last.nextCursor ?? undefined,
    enabled,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
  });
  const items: readonly OnePage['items'][number][] = query.data?.pages.flatMap(page => page.items) ?? [];
  const more = () => {
    if (!query.isFetchingNextPage) void query.fetchNextPage();
  };
  return {
    ...query,
    items,
    /** Asks for the next page, while there is one. */
    onNearEnd: query.hasNextPage ? more : undefined,
    /** The list whole, from its beginning, whatever came of it so far. */
    every: (signal: AbortSignal) => everyPage(ask, signal),
  };
}

const LARGEST_PAGE = 200; // of the contract

async function* everyPage<OnePage extends Page<unknown>>(
  ask: Ask<OnePage>,
  signal: AbortSignal,
): AsyncGenerator<readonly OnePage['items'][number][]> {
  let cursor: string | null = null;
  do {
    const page: OnePage = await ask(
      { limit: LARGEST_PAGE, ...(cursor === null ? {} : { cursor }) },
      { signal },
    );
    yield page.items;
    cursor = page.nextCursor;
  } while (cursor !== null);
}
