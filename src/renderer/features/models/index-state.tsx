import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useCurrentClient } from '../../state/current-client.tsx';
import { orpc } from '../../rpc/client.ts';
import { useProblemWords } from '../../rpc/errors.ts';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';

/** How far the index by meaning is, and what search does meanwhile. */
export function IndexState() {
  const { t } = useTranslation('models');
  const format = useFormat();
  const problem = useProblemWords();
  const { clientId } = useCurrentClient();
  const { data } = useQuery(
    orpc.system.index.queryOptions({ input: clientId === undefined ? {} : { clientId } }),
  );
  if (!data || data.state === 'off' || data.passages === 0) return null;
  const { state, cutPassages, failedPassages, failure, waitsFor, throwsOut } = data;
  const capped = waitsFor === 'model.spending_cap';
  const isComplete = data.embeddedPassages + failedPassages >= data.passages;
  // All is compared; it is the questions that may not be sent.
  const building = state === 'building' && !(capped && isComplete);
  const words = { done: format.number(data.embeddedPassages), total: format.number(data.passages) };
  const left =
    data.secondsLeft === null ? '' : t('embeddingLeft', { time: format.duration(data.secondsLeft * 1_000) });
  const notes = [
    ...(throwsOut ? [t('embeddingThrowsOut')] : []),
    ...(capped
      ? [t(isComplete ? 'embeddingCapped' : 'embeddingCapWaits', { advice: problem(waitsFor).advice })]
      : []),
    ...(waitsFor === null || capped ? [] : [t('embeddingWaits', { reason: problem(waitsFor).title })]),
    ...(failedPassages === 0
      ? []
      : [
          t('embeddingFailed', {
            count: failedPassages,
            reason: problem(failure ?? 'internal.unexpected').title,
          }),
        ]),
    ...(cutPassages === 0 ? [] : [t('embeddingCut', { count: cutPassages })]),
  ];
  return (
    <Box role="status" sx={{ p: '12px 16px', color: 'var(--muted)', typography: 'small' }}>
      {building ? (
        <>
          <Box sx={{ mb: 0.75 }}>
            {t('embeddingBuilding', words)} {left} {t('embeddingBuildingNote')}
          </Box>
          <ProgressBar
            label={t('embeddingBuilding', words)}
            value={data.embeddedPassages / Math.max(1, data.passages)}
          />
        </>
      ) : (
        state === 'ready' &&
        !throwsOut &&
        t(failedPassages === 0 ? 'embeddingReady' : 'embeddingReadyButSome')
      )}
      {notes.map(note => (
        <Box key={note} sx={{ display: 'flex', gap: 1, mt: 0.75 }}>
          <Box sx={{ color: 'var(--warn)', display: 'grid', alignContent: 'start', pt: '1px' }}>
            <Icon name="warning" size={15} />
          </Box>
          <span>{note}</span>
        </Box>
      ))}
    </Box>
  );
}
