import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Document } from '#shared/contract/document.ts';
import { tablesInWords } from '#shared/lib/table-row.ts';
import { usePages } from '../../state/pages.ts';
import { client, orpc } from '../../rpc/client.ts';
import { LinkBox } from '../../ui/link-box.tsx';
import { ONE_LINE } from '../../ui/one-line.ts';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';

const PASSAGES_AT_ONCE = 50;

/** Every passage in order; choosing one shows it in its page. */
export function DocumentPassages({ document, onChosen }: { document: Document; onChosen: () => void }) {
  const { t, i18n } = useTranslation(['documents', 'common']);
  const { start: shown } = useSearch({ from: '/inside/documents/$id' });
  const input = {
    id: document.id,
  };
  const passages = usePages({
    key: orpc.documents.passages.key({ type: 'infinite', input }),
    atOnce: PASSAGES_AT_ONCE,
    ask: page => client.documents.passages({ ...input, ...page }),
  });
  if (passages.isError) return <ErrorState error={passages.error} onRetry={() => void passages.refetch()} />;
  if (!passages.data) {
    return (
      <Box sx={{ p: 2 }}>
        <LoadingState />
      </Box>
    );
  }
  const all = passages.items;
  if (all.length === 0) {
    return (
      <EmptyState icon="book" title={t('noPassages')}>
        {t(document.state === 'set_aside' ? 'noPassagesAside' : 'noPassagesAdvice')}
      </EmptyState>
    );
  }
  return (
    <Box sx={{ p: 2, display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1 }}>
      <Box sx={{ color: 'var(--muted)', typography: 'small', mb: 0.5 }}>
        <strong>{t('passageCount', { count: document.passageCount })}.</strong> {t('passagesHint')}
      </Box>
      {all.map(({ chunkId, ordinal, start, end, page, pageEnd, heading, tableHeader, text }) => (
        <LinkBox
          key={chunkId}
          to="/documents/$id"
          params={{ id: document.id }}
          search={{ start, end }}
          onClick={onChosen}
          aria-current={shown === start ? 'true' : undefined}
          sx={{
            display: 'block',
            textDecoration: 'none',
            color: 'inherit',
            border: '1px solid var(--line)',
            borderRadius: 'var(--r-s)',
            background: 'var(--surface)',
            p: '10px 12px',
            '&:hover': { borderColor: 'var(--faint)' },
            '&[aria-current]': { borderColor: 'var(--accent)', background: 'var(--accent-soft)' },
          }}
        >
          <Box sx={{ display: 'flex', gap: 1, typography: 'small', color: 'var(--muted)', mb: 0.5 }}>
            <Box component="span" sx={{ fontWeight: 620, color: 'var(--text)' }}>
              {ordinal + 1}
            </Box>
            <Box
              component="span"
              sx={{
                flex: 1,
                minWidth: 0,
                ...ONE_LINE,
              }}
            >
              {heading}
            </Box>
            <Box component="span" sx={{ whiteSpace: 'nowrap' }} title={t('passageAt', { start, end })}>
              {page === null
                ? null
                : pageEnd === null || pageEnd === page
                  ? t('page', { page })
                  : t('pageRange', { page, pageEnd })}
            </Box>
          </Box>
          <Box
            sx={{
              typography: 'small',
              lineHeight: 1.5,
              display: '-webkit-box',
              WebkitLineClamp: 3,
              WebkitBoxOrient: 'vertical',
              overflow: 'hidden',
              overflowWrap: 'anywhere',
              whiteSpace: 'pre-line',
            }}
          >
            {tablesInWords(text, tableHeader, i18n.language).replaceAll(/\n{2,}/g, '\n')}
          </Box>
        </LinkBox>
      ))}
      {passages.hasNextPage && (
        <Button disabled={passages.isFetchingNextPage} onClick={() => void passages.fetchNextPage()}>
          {t('common:loadMore')}
        </Button>
      )}
    </Box>
  );
}
