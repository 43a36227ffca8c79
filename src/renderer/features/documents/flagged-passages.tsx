import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { passageFlag, type PassageFlag } from '#shared/contract/document.ts';
import { client, orpc } from '../../rpc/client.ts';
import { useFormat } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { AlikeNotice } from './alike-notice.tsx';

type Props = {
  documentId: string;
  flag: PassageFlag | null;
  onFlag: (flag: PassageFlag | null) => void;
  onDone: () => void;
};

/** Which passages may be of no use: shown by kind, and all of a kind left out of answers at once. */
export function FlaggedPassages({ documentId: id, flag, onFlag, onDone }: Props) {
  const { t } = useTranslation('documents');
  const { number } = useFormat();
  const toasts = useToasts();
  const found = useQuery(orpc.passages.flags.queryOptions({ input: { id } }));
  const takeBack = useMutation({
    mutationFn: (editIds: string[]) => client.passages.takeBack({ id, editIds }),
    onSuccess: onDone,
    onError: toasts.failed,
  });
  const exclude = useMutation({
    mutationFn: (chosen: PassageFlag) => client.passages.excludeFlagged({ id, flag: chosen }),
    onSuccess: ({ editIds }) => {
      onFlag(null);
      onDone();
      toasts.done(t('flagExcluded', { count: editIds.length }), { undo: () => takeBack.mutate(editIds) });
    },
    onError: toasts.failed,
  });
  if (found.isError) {
    return (
      <Notice tone="warn" icon="warning">
        {t('flagsFailed')}{' '}
        <Button size="small" onClick={() => void found.refetch()}>
          {t('flagsRetry')}
        </Button>
      </Notice>
    );
  }
  if (!found.data) return null;
  const { counts, alike, pending } = found.data;
  const there = passageFlag.options.filter(one => counts[one] > 0 || one === flag);
  return (
    <>
      {pending > 0 && (
        <Box role="status" sx={{ color: 'var(--muted)', typography: 'small' }}>
          {t('flagsPending', { count: pending })}
        </Box>
      )}
      {alike > 0 && <AlikeNotice documentId={id} count={alike} />}
      {there.length > 0 && (
        <Box
          role="group"
          aria-label={t('flags')}
          sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75, mb: 0.5 }}
        >
          <Chip isChosen={flag === null} onChoose={() => onFlag(null)}>
            {t('flagAll')}
          </Chip>
          {there.map(one => (
            <Chip key={one} isChosen={one === flag} onChoose={() => onFlag(one === flag ? null : one)}>
              {t(`flagMany_${one}`)}
              <Box component="span" sx={{ color: 'var(--muted)', fontVariantNumeric: 'tabular-nums' }}>
                {number(counts[one])}
              </Box>
            </Chip>
          ))}
        </Box>
      )}
      {flag !== null && (
        <Notice tone="info" icon="info">
          {t(`flagMeans_${flag}`)}
          {counts[flag] > 0 && (
            <Box sx={{ mt: 1 }}>
              <Button size="small" disabled={exclude.isPending} onClick={() => exclude.mutate(flag)}>
                {t('flagExclude', { count: counts[flag] })}
              </Button>
            </Box>
          )}
        </Notice>
      )}
    </>
  );
}

function Chip({
  isChosen,
  onChoose,
  children,
}: {
  isChosen: boolean;
  onChoose: () => void;
  children: ReactNode;
}) {
  return (
    <ButtonBase
      aria-pressed={isChosen}
      onClick={onChoose}
      sx={{
        typography: 'small',
        px: '10px',
        minHeight: 28,
        borderRadius: '99px',
        border: '1px solid var(--line)',
        background: 'var(--surface)',
        gap: '6px',
        '&:hover': { borderColor: 'var(--faint)' },
        '&[aria-pressed=true]': { borderColor: 'var(--accent)', background: 'var(--accent-soft)' },
      }}
    >
      {children}
    </ButtonBase>
  );
}
