import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IndexChange as Change } from '#shared/contract/search-index.ts';
import { client, orpc } from '../../rpc/client.ts';
import { useProblemWords } from '../../rpc/errors.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { IndexComparison } from './index-comparison.tsx';

/** A change of the model that searches by meaning: how far it is, and what a person decides. For who administers. */
export function IndexChange() {
  const { data } = useQuery(orpc.searchIndexes.get.queryOptions({ input: {} }));
  if (!data?.change) return null;
  return <UnderWay change={data.change} />;
}

function UnderWay({ change }: { change: Change }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const { state, to, from, fromAnswers, passages, donePassages, paused, failure } = change;
  const names = { to: to.name, from: from?.name ?? '' };
  const done = { done: format.number(donePassages), total: format.number(passages) };
  const isBuilding = state === 'building';
  const heading = (): string => {
    if (state === 'swapped') return t('changeSwapped', names);
    if (state === 'ready') return t('changeReady', names);
    if (failure !== null) return t('changeStopped', names);
    return t(paused ? 'changePaused' : 'changeBuilding', names);
  };
  const meanwhile = (): string => {
    if (state === 'swapped')
      return from === null
        ? t('changeFormerGone')
        : t(fromAnswers ? 'changeKept' : 'changeKeptOff', {
            ...names,
            size: format.bytes(change.besideBytes),
          });
    return t(fromAnswers ? 'changeGoesOn' : 'changeByWords', names);
  };
  const left =
    change.secondsLeft === null || paused || failure !== null
      ? ''
      : ` ${t('embeddingLeft', { time: format.duration(change.secondsLeft * 1_000) })}`;
  return (
    <Box role="status" sx={{ p: '14px 16px', background: 'var(--accent-soft)' }}>
      <Box sx={{ fontWeight: 620, overflowWrap: 'anywhere' }}>{heading()}</Box>
      <Box sx={{ color: 'var(--muted)', typography: 'small', mb: isBuilding ? 1 : 0 }}>{meanwhile()}</Box>
      {isBuilding && (
        <>
          <ProgressBar label={t('changeProgress', done)} value={donePassages / Math.max(1, passages)} />
          <Box
            sx={{ color: 'var(--muted)', typography: 'small', mt: 0.75, fontVariantNumeric: 'tabular-nums' }}
          >
            {t('changeProgress', done)}
            {left}
          </Box>
        </>
      )}
      <Notes change={change} />
      {state !== 'building' && <IndexComparison change={change} />}
      <Decisions change={change} />
    </Box>
  );
}

function Notes({ change }: { change: Change }) {
  const { t } = useTranslation('models');
  const problem = useProblemWords();
  const { failure, waitsFor, failedPassages, cutPassages, state, swapsByItself } = change;
  const said = (code: NonNullable<Change['failure']>) => `${problem(code).title}. ${problem(code).advice}`;
  const notes = [
    ...(failure === null ? [] : [said(failure)]),
    ...(failure !== null || waitsFor === null ? [] : [t('changeWaits', { reason: problem(waitsFor).title })]),
    ...(state === 'swapped' || failedPassages === 0 ? [] : [t('changeFailed', { count: failedPassages })]),
    ...(state === 'swapped' || cutPassages === 0 ? [] : [t('embeddingCut', { count: cutPassages })]),
    ...(state === 'ready' && swapsByItself ? [t('changeNotWhole')] : []),
  ];
  return notes.map(note => (
    <Box key={note} sx={{ display: 'flex', gap: 1, mt: 0.75, typography: 'small' }}>
      <Box sx={{ color: 'var(--warn)', display: 'grid', alignContent: 'start', pt: '1px' }}>
        <Icon name="warning" size={15} />
      </Box>
      <span>{note}</span>
    </Box>
  ));
}

function Decisions({ change }: { change: Change }) {
  const { t } = useTranslation('models');
  const queries = useQueryClient();
  const toasts = useToasts();
  const [asking, setAsking] = useState<'drop' | 'keep' | null>(null);
  const { state, to, from, fromAnswers, paused, failure, swapsByItself, waitsFor } = change;
  const names = { to: to.name, from: from?.name ?? '' };
  const act = useMutation({
    mutationFn: (call: () => Promise<unknown>) => call(),
    onSuccess: () => {
      setAsking(null);
      void queries.invalidateQueries({ queryKey: orpc.searchIndexes.key() });
      void queries.invalidateQueries({ queryKey: orpc.models.list.key() });
      void queries.invalidateQueries({ queryKey: orpc.system.key() });
    },
    onError: toasts.failed,
  });
  const set = (wanted: { paused?: boolean; swapsByItself?: boolean }) =>
    act.mutate(() => client.searchIndexes.set(wanted));
  const stands = paused || failure !== null;
  const swap = () => act.mutate(() => client.searchIndexes.swap({}));
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 1.25 }}>
      {state === 'ready' && (
        <Button size="small" variant="contained" disabled={act.isPending} onClick={swap}>
          {t('changeSwap', names)}
        </Button>
      )}
      {state === 'swapped' && (
        <>
          <Button size="small" variant="contained" disabled={act.isPending} onClick={() => setAsking('keep')}>
            {t('changeKeep', names)}
          </Button>
          {fromAnswers && (
            <Button size="small" disabled={act.isPending} onClick={swap}>
              {t('changeBack', names)}
            </Button>
          )}
        </>
      )}
      {state === 'building' && (
        <>
          <Button size="small" disabled={act.isPending} onClick={() => set({ paused: !stands })}>
            {t(stands ? 'changeResume' : 'changePause')}
          </Button>
          {!stands && waitsFor !== null && (
            <Button size="small" disabled={act.isPending} onClick={() => set({ paused: false })}>
              {t('changeTryNow')}
            </Button>
          )}
          <Button
            size="small"
            disabled={act.isPending}
            onClick={() => set({ swapsByItself: !swapsByItself })}
          >
            {t(swapsByItself ? 'changeAskMe' : 'changeSwapAlone')}
          </Button>
        </>
      )}
      {state !== 'swapped' && (
        <Button size="small" disabled={act.isPending} onClick={() => setAsking('drop')}>
          {t('changeDrop')}
        </Button>
      )}
      <ConfirmDialog
        open={asking === 'drop'}
        destructive
        title={t('changeDropTitle', names)}
        confirm={t('changeDrop')}
        busy={act.isPending}
        onConfirm={() => act.mutate(() => client.searchIndexes.drop({}))}
        onClose={() => setAsking(null)}
      >
        {t('changeDropBody', names)}
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === 'keep'}
        destructive
        title={t('changeKeepTitle', names)}
        confirm={t('changeKeep', names)}
        busy={act.isPending}
        onConfirm={() => act.mutate(() => client.searchIndexes.keep({}))}
        onClose={() => setAsking(null)}
      >
        {t('changeKeepBody', names)}
      </ConfirmDialog>
    </Box>
  );
}
