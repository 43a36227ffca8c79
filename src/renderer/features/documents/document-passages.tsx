import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Document, Passage, PassageFlag } from '#shared/contract/document.ts';
import { tablesInWords } from '#shared/lib/table-row.ts';
import { usePages } from '../../state/pages.ts';
import { client, orpc } from '../../rpc/client.ts';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { LinkBox } from '../../ui/link-box.tsx';
import { ONE_LINE } from '../../ui/one-line.ts';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { FlaggedPassages } from './flagged-passages.tsx';
import { MendDialog } from './mend-dialog.tsx';
import { MendedPassages } from './mended-passages.tsx';
import { SplitDialog } from './split-dialog.tsx';

const PASSAGES_AT_ONCE = 50;

type Props = { document: Document; mayEdit: boolean; onChosen: () => void };

/** Every passage in order; choosing one shows it in its page. */
export function DocumentPassages({ document, mayEdit, onChosen }: Props) {
  const { t, i18n } = useTranslation(['documents', 'common']);
  const queries = useQueryClient();
  const toasts = useToasts();
  const [mending, setMending] = useState<Passage | null>(null);
  const [splitting, setSplitting] = useState<Passage | null>(null);
  const [flag, setFlag] = useState<PassageFlag | null>(null);
  const mayMend = mayEdit && document.state === 'ready';
  const edits = useQuery({
    ...orpc.passages.edits.queryOptions({ input: { id: document.id } }),
    enabled: mayEdit,
  });
  const readAgain = () => {
    void queries.invalidateQueries({ queryKey: orpc.documents.key() });
    void queries.invalidateQueries({ queryKey: orpc.passages.key() });
  };
  const act = useMutation({
    mutationFn: (deed: () => Promise<unknown>) => deed(),
    onSuccess: readAgain,
    onError: toasts.failed,
  });
  const { start: shown } = useSearch({ from: '/inside/documents/$id' });
  const input = {
    id: document.id,
    ...(flag === null ? {} : { flag }),
  };
  const passages = usePages({
    key: orpc.documents.passages.key({ type: 'infinite', input }),
    atOnce: PASSAGES_AT_ONCE,
    ask: page => client.documents.passages({ ...input, ...page }),
    keep: true,
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
  const mended = (
    <MendedPassages
      edits={edits.data ?? []}
      onAct={({ id }, deed) =>
        act.mutate(() =>
          deed === 'takeBack'
            ? client.passages.change({ id, excluded: false })
            : client.passages[deed]({ id }),
        )
      }
    />
  );
  const isEmpty = flag === null && all.length === 0 && (edits.data ?? []).length === 0;
  if (isEmpty) {
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
      {mayMend && (
        <FlaggedPassages documentId={document.id} flag={flag} onFlag={setFlag} onDone={readAgain} />
      )}
      {flag === null && mended}
      {flag !== null && all.length === 0 && (
        <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('flagNone')}</Box>
      )}
      {all.map(passage => {
        const { chunkId, ordinal, start, end, page, pageEnd, heading, tableHeader, text } = passage;
        const { edited, editId, flags } = passage;
        const isLast = ordinal + 1 >= document.passageCount;
        return (
          <Box key={chunkId} sx={{ position: 'relative' }}>
            <LinkBox
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
                p: mayMend ? '10px 44px 10px 12px' : '10px 12px',
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
                  {[...(editId === null ? [] : [t('mended')]), ...flags.map(one => t(`flag_${one}`)), heading]
                    .filter(Boolean)
                    .join(' · ')}
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
            {mayMend && (
              <ActionMenu
                label={t('passageActions', { number: ordinal + 1 })}
                size="small"
                sx={{ position: 'absolute', top: 4, right: 4 }}
                actions={[
                  { label: t('mend'), icon: 'edit', onChoose: () => setMending(passage) },
                  !edited && { label: t('split'), icon: 'split', onChoose: () => setSplitting(passage) },
                  !isLast && {
                    label: t('join'),
                    icon: 'merge',
                    onChoose: () => act.mutate(() => client.passages.join({ id: document.id, chunkId })),
                  },
                  {
                    label: t('exclude'),
                    icon: 'minus',
                    onChoose: () =>
                      act.mutate(() => client.passages.mend({ id: document.id, chunkId, excluded: true })),
                  },
                  editId !== null && {
                    label: t('asRead'),
                    icon: 'history',
                    onChoose: () => act.mutate(() => client.passages.undo({ id: editId })),
                  },
                ]}
              />
            )}
          </Box>
        );
      })}
      {mending !== null && (
        <MendDialog
          documentId={document.id}
          passage={mending}
          onDone={readAgain}
          onClose={() => setMending(null)}
        />
      )}
      {splitting !== null && (
        <SplitDialog
          documentId={document.id}
          passage={splitting}
          onDone={readAgain}
          onClose={() => setSplitting(null)}
        />
      )}
      {passages.hasNextPage && (
        <Button disabled={passages.isFetchingNextPage} onClick={() => void passages.fetchNextPage()}>
          {t('common:loadMore')}
        </Button>
      )}
    </Box>
  );
}
