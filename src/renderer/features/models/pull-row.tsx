import type { ModelPull } from '#shared/contract/model-getting.ts';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { DEFAULT_READING_SECONDS } from '#shared/contract/limits.ts';
import { client, orpc } from '../../rpc/client.ts';
import { useProblemWords } from '../../rpc/errors.ts';
import { useFormat } from '../../ui/format.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { hostOf } from './presets.ts';
import { RowLayout } from './row-layout.tsx';
import { TestResult } from './test-result.tsx';

/** A model on its way: how far, how fast, how long yet; pausing, going on, leaving it. */
export function PullRow({ pull }: { pull: ModelPull }) {
  const { t } = useTranslation('models');
  const queries = useQueryClient();
  const toasts = useToasts();
  const problem = useProblemWords();
  const { id, model, state, failure, test, source } = pull;
  const act = useMutation({
    mutationFn: async (deed: 'pause' | 'resume' | 'drop'): Promise<unknown> => {
      if (deed === 'pause') return await client.jobs.cancel({ id });
      return await (deed === 'resume' ? client.jobs.retry({ id }) : client.models.dropPull({ id }));
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: orpc.models.key() }),
    onError: toasts.failed,
  });
  const button = (deed: 'pause' | 'resume' | 'drop', words: string, label: string) => (
    <Button size="small" disabled={act.isPending} aria-label={label} onClick={() => act.mutate(deed)}>
      {words}
    </Button>
  );
  const goesOn = ['waiting', 'downloading', 'sending', 'checking'].includes(state);
  const isStopped = state === 'paused' || state === 'failed';
  return (
    <RowLayout
      icon={source === 'file' ? 'up' : 'download'}
      name={model}
      chips={null}
      text={<Standing pull={pull} />}
      actions={
        <>
          {goesOn && button('pause', t('pullPause'), t('pullPauseNamed', { name: model }))}
          {isStopped && button('resume', t('pullResume'), t('pullResumeNamed', { name: model }))}
          {isStopped && button('drop', t('pullDrop'), t('pullDropNamed', { name: model }))}
          {state === 'done' && button('drop', t('pullHide'), t('pullHideNamed', { name: model }))}
        </>
      }
    >
      {(goesOn || state === 'paused') && (
        <Box sx={{ mt: 1 }}>
          <ProgressBar
            value={pull.totalBytes === null && pull.progress === 0 ? (goesOn ? null : 0) : pull.progress}
            label={t(source === 'file' ? 'sendProgress' : 'pullProgress', { name: model })}
          />
        </Box>
      )}
      {failure !== null && (state === 'failed' || state === 'waiting') && (
        <Box role="status" sx={{ color: 'var(--bad)', typography: 'small', mt: 0.75 }}>
          {problem(failure).title}. {state === 'waiting' ? t('pullTriesAgain') : problem(failure).advice}
        </Box>
      )}
      {test !== null && (
        <TestResult
          result={test}
          purpose={test.dimension === null ? 'chat' : 'embedding'}
          readingSeconds={DEFAULT_READING_SECONDS}
        />
      )}
    </RowLayout>
  );
}

function Standing({ pull }: { pull: ModelPull }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const { state, source, doneBytes, totalBytes, bytesPerSecond, secondsLeft } = pull;
  const words = [
    state === 'paused' && source === 'file'
      ? t('sendPaused')
      : source === 'catalogue' && state === 'downloading'
        ? t('pullFrom', { host: hostOf(pull.url) })
        : t(`pullState_${state}`, { host: hostOf(pull.url) }),
    doneBytes !== null && totalBytes !== null && totalBytes > 0 && state !== 'done' && state !== 'testing'
      ? t('pullBytes', { done: format.bytes(doneBytes), total: format.bytes(totalBytes) })
      : null,
    bytesPerSecond === null ? null : t('pullSpeed', { speed: format.bytes(bytesPerSecond) }),
    secondsLeft === null ? null : t('pullLeft', { time: format.duration(secondsLeft * 1_000) }),
  ];
  return <Box sx={{ fontVariantNumeric: 'tabular-nums' }}>{words.filter(Boolean).join(' · ')}</Box>;
}
