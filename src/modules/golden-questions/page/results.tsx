import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Switch from '@mui/material/Switch';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { client as core, orpc } from '../../../renderer/rpc/client.ts';
import { useFormat } from '../../../renderer/ui/format.ts';
import { Icon } from '../../../renderer/ui/icon.tsx';
import { Notice } from '../../../renderer/ui/notice.tsx';
import { SettingCard } from '../../../renderer/ui/setting-card.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../../renderer/ui/states.tsx';
import { useToasts } from '../../../renderer/ui/toasts.tsx';
import { RunComparison } from './run-comparison.tsx';
import { RunFigures } from './run-figures.tsx';
import { RunHistory } from './run-history.tsx';
import { useReadAgain, type PartProps } from './status.ts';

const RUNS_AT_ONCE = 20;

type Props = PartProps & { hasQuestions: boolean };

/** How well a chatbot finds what answers: the latest result, question by question, and those before. */
export function Results({ chatbotId, status, onEdit, hasQuestions }: Props) {
  const { t } = useTranslation('goldenQuestions');
  const toasts = useToasts();
  const readAgain = useReadAgain();
  const [chosen, choose] = useState<string | null>(null);
  const runs = useInfiniteQuery(
    orpc.goldenQuestions.runs.infiniteOptions({
      input: (cursor: string | undefined) => ({
        chatbotId,
        limit: RUNS_AT_ONCE,
        ...(cursor === undefined ? {} : { cursor }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: last => last.nextCursor ?? undefined,
      // A run is there once it has ended.
      refetchInterval: status?.running === true ? 1_000 : false,
    }),
  );
  const start = useMutation({
    mutationFn: () => core.goldenQuestions.start({ chatbotId }),
    onSuccess: async () => {
      choose(null);
      await readAgain();
    },
    onError: toasts.failed,
  });
  if (runs.isError) return <ErrorState error={runs.error} onRetry={() => void runs.refetch()} />;
  if (!runs.data || status === undefined) return <LoadingState rows={4} />;
  const all = runs.data.pages.flatMap(({ items }) => items);
  const [latest] = all;
  const running = status.running || start.isPending;
  const ask = hasQuestions && (
    <Button
      variant={latest === undefined || status.changed ? 'contained' : 'outlined'}
      disabled={running}
      onClick={() => start.mutate()}
      startIcon={<Icon name="refresh" size={16} />}
    >
      {t(running ? 'results.running' : 'results.run')}
    </Button>
  );
  if (latest === undefined)
    return hasQuestions ? (
      <EmptyState icon="chart" title={t('results.empty')} action={ask}>
        {t('results.emptyAdvice')}
      </EmptyState>
    ) : (
      <EmptyState
        icon="chart"
        title={t('results.noQuestions')}
        action={<Button onClick={() => onEdit({ id: null })}>{t('add')}</Button>}
      >
        {t('results.noQuestionsAdvice')}
      </EmptyState>
    );
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
      {status.changed && (
        <Notice tone="info" icon="info" title={t('results.changed')}>
          {t(status.automatic ? 'results.changedSoon' : 'results.changedText')}
        </Notice>
      )}
      <OneRun id={chosen ?? latest.id} isLatest={(chosen ?? latest.id) === latest.id} action={ask} />
      <Automatic chatbotId={chatbotId} automatic={status.automatic} />
      {all.length > 1 && (
        <RunHistory
          runs={all}
          shown={chosen ?? latest.id}
          onChoose={choose}
          onMore={runs.hasNextPage ? () => void runs.fetchNextPage() : null}
        />
      )}
    </Box>
  );
}

function OneRun({ id, isLatest, action }: { id: string; isLatest: boolean; action: ReactNode }) {
  const { t } = useTranslation('goldenQuestions');
  const format = useFormat();
  const query = useQuery(orpc.goldenQuestions.run.queryOptions({ input: { id } }));
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingState rows={4} />;
  const { run, before, results } = query.data;
  const when = `${format.dateTime(run.at)} · ${t(`results.cause_${run.cause}`)}`;
  return (
    <>
      <SettingCard
        title={isLatest ? t('results.title') : format.dateTime(run.at)}
        hint={isLatest ? when : t(`results.cause_${run.cause}`)}
        action={action}
      >
        <RunFigures run={run} />
      </SettingCard>
      <RunComparison results={results} before={before} />
    </>
  );
}

function Automatic({ chatbotId, automatic }: { chatbotId: string; automatic: boolean }) {
  const { t } = useTranslation('goldenQuestions');
  const toasts = useToasts();
  const readAgain = useReadAgain();
  const turn = useMutation({
    mutationFn: (wanted: boolean) => core.goldenQuestions.configure({ chatbotId, automatic: wanted }),
    onSuccess: readAgain,
    onError: toasts.failed,
  });
  return (
    <SettingCard
      title={t('results.automatic')}
      hint={t('results.automaticHint')}
      action={
        <Switch
          checked={turn.isPending ? turn.variables : automatic}
          onChange={(_, wanted) => turn.mutate(wanted)}
          slotProps={{ input: { 'aria-label': t('results.automatic') } }}
        />
      }
    />
  );
}
