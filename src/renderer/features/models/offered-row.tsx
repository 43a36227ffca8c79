import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslation } from 'react-i18next';
import type { RecommendedModel } from '#shared/contract/model-sources.ts';
import { shownLanguage } from '../../state/i18n.ts';
import { StateChip } from '../../ui/state-chip.tsx';
import { isRefused, useFitWords } from './fit-words.ts';
import { RowLayout } from './row-layout.tsx';

type OfferedRowProps = {
  model: Pick<RecommendedModel, 'name' | 'purpose' | 'about' | 'isBest' | 'fit'>;
  /** What it is chosen for. */
  chip: string;
  /** How large it is, from where, under which licence. */
  facts: string;
  /** What fetching it is called, with its name. */
  label: string;
  disabled: boolean;
  onChoose: () => void;
};

/** A model that can be fetched: what it is, whether this machine is one for it, and the button that asks before it is. */
export function OfferedRow({ model, chip, facts, label, disabled, onChoose }: OfferedRowProps) {
  const { t } = useTranslation('models');
  const fitWords = useFitWords();
  const { name, purpose, about, isBest, fit } = model;
  return (
    <RowLayout
      icon={purpose === 'chat' ? 'chip' : 'search'}
      name={name}
      dimmed={isRefused(fit)}
      chips={
        <>
          <StateChip tone="quiet">{chip}</StateChip>
          {isBest && <StateChip tone="ok">{t('recommendedBest')}</StateChip>}
        </>
      }
      text={
        <>
          {about[shownLanguage()]}
          <br />
          {facts}
          {fit.verdict !== 'good' && <Box sx={{ color: 'var(--text)' }}>{fitWords(fit)}</Box>}
        </>
      }
      actions={
        <Button
          size="small"
          variant={isBest ? 'contained' : 'outlined'}
          disabled={disabled || isRefused(fit)}
          aria-label={label}
          onClick={onChoose}
        >
          {t('pullShort')}
        </Button>
      }
    />
  );
}
