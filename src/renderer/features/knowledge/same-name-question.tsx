import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { client, orpc } from '../../rpc/client.ts';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import type { SameName } from './same-names.ts';
import { sameNames } from './uploads.ts';

const NAMED = 5; // a folder may hold hundreds; the table below has them all

/** One question for all files that came under the name of a document that is there: replace it, or keep both? */
export function SameNameQuestion() {
  const met = useSyncExternalStore(sameNames.subscribe, sameNames.met);
  const newer = met.filter(({ action }) => action === 'replaces');
  const several = met.filter(({ action }) => action === 'kept');
  return (
    <>
      {newer.length > 0 && <Newer met={newer} />}
      {several.length > 0 && <Several met={several} />}
    </>
  );
}

function Newer({ met }: { met: readonly SameName[] }) {
  const { t } = useTranslation('knowledge');
  const queries = useQueryClient();
  const toasts = useToasts();
  const count = met.length;
  const ids = met.map(({ id }) => id);
  const keep = useMutation({
    async mutationFn() {
      for (const { older } of met)
        for (const { id } of older) await client.documents.restore({ id, beside: true });
    },
    onSuccess: () => {
      sameNames.answered(ids);
      toasts.done(t('keptBoth', { count }));
    },
    onError: toasts.failed,
    onSettled: () => void queries.invalidateQueries({ queryKey: orpc.documents.key() }),
  });
  return (
    <Question
      title={t('newerTitle', { count, name: met[0]?.fileName ?? '' })}
      text={t('newerText', { count })}
      names={count > 1 ? met.map(({ fileName }) => fileName) : []}
    >
      <Button disabled={keep.isPending} onClick={() => keep.mutate()}>
        {t('keepBoth')}
      </Button>
      <Button variant="contained" disabled={keep.isPending} onClick={() => sameNames.answered(ids)}>
        {t('replaceOlder')}
      </Button>
    </Question>
  );
}

/** Nobody can tell which of several is meant: all answer, and the person is told. */
function Several({ met }: { met: readonly SameName[] }) {
  const { t } = useTranslation('knowledge');
  const names = [...new Set(met.map(({ fileName }) => fileName))];
  return (
    <Question
      title={t('severalTitle', { count: names.length, name: names[0] ?? '' })}
      text={t('severalText')}
      names={names.length > 1 ? names : []}
    >
      <Button onClick={() => sameNames.answered(met.map(({ id }) => id))}>{t('understood')}</Button>
    </Question>
  );
}

type Props = { title: string; text: string; names: readonly string[]; children: ReactNode };

function Question({ title, text, names, children }: Props) {
  const { t } = useTranslation('knowledge');
  const hidden = names.length - NAMED;
  return (
    <Card
      role="region"
      aria-label={title}
      sx={{ p: '14px 16px', mt: 1.75, display: 'flex', gap: 1.5, flexWrap: 'wrap', alignItems: 'flex-start' }}
    >
      <Box sx={{ color: 'var(--warn)', display: 'grid', pt: '1px' }}>
        <Icon name="copy" />
      </Box>
      <Box sx={{ flex: '1 1 280px', minWidth: 0 }}>
        <Box role="status" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
          {title}
        </Box>
        <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{text}</Box>
        {names.length > 0 && (
          <Box
            component="ul"
            sx={{ m: 0, mt: 0.75, pl: 2.25, typography: 'small', overflowWrap: 'anywhere' }}
          >
            {names.slice(0, NAMED).map(name => (
              <li key={name}>{name}</li>
            ))}
            {hidden > 0 && <li>{t('moreUploads', { count: hidden })}</li>}
          </Box>
        )}
      </Box>
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', ml: 'auto' }}>{children}</Box>
    </Card>
  );
}
