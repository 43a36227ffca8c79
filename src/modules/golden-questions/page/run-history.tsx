import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../renderer/ui/format.ts';
import { SettingCard } from '../../../renderer/ui/setting-card.tsx';
import { StateChip } from '../../../renderer/ui/state-chip.tsx';
import type { Run } from '../contract.ts';

type Props = {
  runs: readonly Run[];
  shown: string;
  onChoose: (id: string) => void;
  /** Null where all are there. */
  onMore: (() => void) | null;
};

/** The runs of a chatbot, latest first: one of them is shown above. */
export function RunHistory({ runs, shown, onChoose, onMore }: Props) {
  const { t } = useTranslation(['goldenQuestions', 'common']);
  const format = useFormat();
  return (
    <SettingCard title={t('results.history')} hint={t('results.historyHint')}>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, mx: -1 }}>
        {runs.map(({ id, at, cause, measures: { answerable, firstThree } }) => (
          <li key={id}>
            <ButtonBase
              onClick={() => onChoose(id)}
              aria-current={id === shown ? 'true' : undefined}
              sx={{
                width: '100%',
                display: 'flex',
                flexWrap: 'wrap',
                justifyContent: 'flex-start',
                columnGap: 1.5,
                textAlign: 'left',
                font: 'inherit',
                px: 1,
                py: 0.75,
                borderRadius: 'var(--r-s)',
                background: id === shown ? 'var(--surface-2)' : 'none',
                '&:hover': { background: 'var(--surface-2)' },
              }}
            >
              <Box sx={{ flex: '1 1 200px', minWidth: 0 }}>
                {format.dateTime(at)}
                <Box component="span" sx={{ color: 'var(--muted)', typography: 'small' }}>
                  {` · ${t(`results.cause_${cause}`)}`}
                </Box>
              </Box>
              {id === shown && <StateChip tone="info">{t('results.shown')}</StateChip>}
              <Box sx={{ fontVariantNumeric: 'tabular-nums', color: 'var(--muted)' }}>
                {answerable > 0 &&
                  t('results.threeOfAll', { found: format.number(firstThree), count: answerable })}
              </Box>
            </ButtonBase>
          </li>
        ))}
      </Box>
      {onMore !== null && (
        <Button fullWidth variant="text" onClick={onMore} sx={{ mt: 1 }}>
          {t('common:loadMore')}
        </Button>
      )}
    </SettingCard>
  );
}
