import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../renderer/ui/format.ts';
import { SettingCard } from '../../../renderer/ui/setting-card.tsx';
import { StateChip, type Tone } from '../../../renderer/ui/state-chip.tsx';
import type { Outcome, Result, Run } from '../contract.ts';

const tones = { better: 'ok', worse: 'bad', same: 'quiet', new: 'info' } as const satisfies Record<
  string,
  Tone
>;
/** What has changed is looked at first. */
const ORDER: readonly Result['change'][] = ['worse', 'better', 'new', 'same'];

type Props = { results: readonly Result[]; before: Run | null };

/** What became of each question, beside the run before. */
export function RunComparison({ results, before }: Props) {
  const { t } = useTranslation('goldenQuestions');
  const format = useFormat();
  const count = (change: Result['change']) => results.filter(each => each.change === change).length;
  const summary = (['better', 'worse', 'same'] as const)
    .filter(change => count(change) > 0)
    .map(change => t(`results.${change}`, { count: count(change) }));
  const ordered = results.toSorted((one, other) => ORDER.indexOf(one.change) - ORDER.indexOf(other.change));
  return (
    <SettingCard
      title={t('results.compared')}
      hint={
        before === null
          ? t('results.comparedFirst')
          : [t('results.against', { date: format.dateTime(before.at) }), summary.join(', ')].join(' ')
      }
    >
      <Box
        component="ul"
        sx={{
          listStyle: 'none',
          m: 0,
          p: 0,
          '& > li + li': { borderTop: '1px solid var(--line)' },
        }}
      >
        {ordered.map(result => (
          <OneResult key={result.questionId} result={result} compares={before !== null} />
        ))}
      </Box>
    </SettingCard>
  );
}

function OneResult({ result, compares }: { result: Result; compares: boolean }) {
  const { t } = useTranslation('goldenQuestions');
  const words = useOutcomeWords();
  const { question, hasAnswer, before, change } = result;
  const isRight = !result.lost && (hasAnswer ? (result.rank ?? 9) <= 3 && result.answers : !result.answers);
  return (
    <Box
      component="li"
      sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5, rowGap: 0.5, alignItems: 'center', py: 1 }}
    >
      <Box sx={{ flex: '1 1 260px', minWidth: 0 }}>
        <Box sx={{ overflowWrap: 'anywhere', fontWeight: 570 }}>{question}</Box>
        <Box sx={{ typography: 'small', color: 'var(--muted)' }}>
          <Box component="span" sx={{ color: isRight ? 'var(--ok)' : 'var(--warn)' }}>
            {words(result, hasAnswer)}
          </Box>
          {before !== null && change !== 'same' && (
            <> · {t('results.before', { outcome: words(before, hasAnswer) })}</>
          )}
        </Box>
      </Box>
      {compares && <StateChip tone={tones[change]}>{t(`results.change_${change}`)}</StateChip>}
    </Box>
  );
}

function useOutcomeWords(): (outcome: Outcome, hasAnswer: boolean) => string {
  const { t } = useTranslation('goldenQuestions');
  return ({ rank, answers, lost }, hasAnswer) => {
    if (lost) return t('results.notAsked');
    if (!hasAnswer) return t(answers ? 'results.answersAnyway' : 'results.saysNothing');
    const place =
      rank === null
        ? t('results.notFound')
        : rank === 1
          ? t('results.rankFirst')
          : t('results.rank', { rank });
    return answers || rank === null ? place : `${place}, ${t('results.wouldRefuse')}`;
  };
}
