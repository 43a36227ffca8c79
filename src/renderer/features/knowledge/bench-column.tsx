import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc, type client } from '../../rpc/client.ts';
import { useFormat } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { StateChip } from '../../ui/state-chip.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { BenchLegs } from './bench-legs.tsx';
import { chosenOf, type Narrowed } from './narrowing-filters.tsx';
import { BenchPassage } from './bench-passage.tsx';

export type Look = Awaited<ReturnType<typeof client.goldenQuestions.look>>;
/** How a question is looked for: as an answer does it, or with less or more than that. */
export type WayToLook = NonNullable<Parameters<typeof client.goldenQuestions.look>[0]['way']>;

const PASSAGES_SHOWN = 12;

type Props = {
  asked: { chatbotId: string; q: string };
  /** What of the documents is looked at. */
  narrowed: Narrowed;
  way: WayToLook;
  /** It stands beside another one. */
  named: boolean;
};

/** What a question finds in one way to look, and why. */
export function BenchColumn({ asked: { chatbotId, q }, narrowed, way, named }: Props) {
  const { t } = useTranslation('knowledge');
  const format = useFormat();
  const [typed, setTyped] = useState<string | null>(null);
  const asTyped = typed === q;
  const search = useQuery(
    orpc.goldenQuestions.look.queryOptions({ input: { chatbotId, q, way, asTyped, ...chosenOf(narrowed) } }),
  );
  if (search.isError) return <ErrorState error={search.error} onRetry={() => void search.refetch()} />;
  if (!search.data) return <LoadingState rows={4} />;
  const { mode, tookMs, corrections, passages, legs } = search.data;
  const shown = passages.slice(0, PASSAGES_SHOWN);
  return (
    <Box
      component="section"
      aria-label={t(`way_${way}`)}
      sx={{ display: 'grid', gap: 1.25, alignContent: 'start' }}
    >
      {named && (
        <Box component="h3" sx={{ typography: 'lead', fontWeight: 640 }}>
          {t(`way_${way}`)}
        </Box>
      )}
      <Box
        role="status"
        sx={{ display: 'flex', gap: 1, alignItems: 'center', color: 'var(--muted)', typography: 'small' }}
      >
        {t('benchCount', { count: shown.length, time: format.duration(tookMs) })}
        <StateChip tone={mode === 'hybrid' ? 'ok' : 'quiet'}>{t(`mode_${mode}`)}</StateChip>
      </Box>
      <Verdict look={search.data} />
      <Remarks look={search.data} way={way} />
      {corrections
        .filter(({ used }) => used.length > 0)
        .map(({ term, used }) => (
          <Box key={term} sx={{ color: 'var(--muted)', typography: 'small' }}>
            {t('corrected', { term, used: used.map(word => t('quoted', { word })).join(', ') })}
          </Box>
        ))}
      {corrections.some(({ used }) => used.length > 0) && (
        <Button size="small" sx={{ justifySelf: 'start' }} onClick={() => setTyped(q)}>
          {t('searchAsTyped')}
        </Button>
      )}
      {shown.length === 0 ? (
        <EmptyState icon="search" title={t('benchEmpty')}>
          {t('benchEmptyAdvice')}
        </EmptyState>
      ) : (
        shown.map((passage, index) => (
          <BenchPassage
            key={passage.chunkId}
            passage={passage}
            rank={index + 1}
            isReordered={(search.data.reranking?.passages ?? 0) > 0}
          />
        ))
      )}
      <BenchLegs legs={legs} />
    </Box>
  );
}

/** Whether the chatbot would answer, and by what that is judged. */
function Verdict({ look: { answers, byMeaning, certainty, leastCertainty, searched } }: { look: Look }) {
  const { t } = useTranslation('knowledge');
  const format = useFormat();
  const looked = searched.filter(({ found }) => found).map(({ word }) => word);
  const absent = searched.filter(({ found }) => !found).map(({ word }) => word);
  return (
    <Notice
      tone={answers ? 'ok' : 'warn'}
      icon={answers ? 'check' : 'info'}
      title={t(answers ? 'verdictYes' : 'verdictNo')}
    >
      <Box>
        {byMeaning
          ? t('verdictMeaning')
          : t('verdictCertainty', {
              certainty: format.percent(certainty),
              least: format.percent(leastCertainty),
            })}
      </Box>
      {looked.length > 0 && <Box>{t('wordsLooked', { words: looked.join(', ') })}</Box>}
      {absent.length > 0 && <Box>{t('wordsAbsent', { words: absent.join(', ') })}</Box>}
    </Notice>
  );
}

/** What was left out of this way to look, or added to it. */
function Remarks({ look: { meaningLeftOut, reranking }, way }: { look: Look; way: WayToLook }) {
  const { t } = useTranslation('knowledge');
  const remarks = [
    ...(meaningLeftOut === null ? [] : [t(`meaning_${meaningLeftOut}`)]),
    ...(reranking === null
      ? way === 'reranked'
        ? [t('rerankedNot')]
        : []
      : [
          reranking.leftOut === null
            ? t('reranked', { count: reranking.passages, model: reranking.model })
            : t(`rerankedLeft_${reranking.leftOut}`, { model: reranking.model }),
        ]),
  ];
  return remarks.map(remark => (
    <Box key={remark} sx={{ color: 'var(--muted)', typography: 'small' }}>
      {remark}
    </Box>
  ));
}
