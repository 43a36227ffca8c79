import { useTranslation } from 'react-i18next';
import { StateChip } from '../../ui/state-chip.tsx';
import { RowLayout } from './row-layout.tsx';

/** The answer that needs no model: it is always the last resort. */
export function EmbeddedRow() {
  const { t } = useTranslation('models');
  return (
    <RowLayout
      icon="book"
      name={t('embeddedName')}
      text={t('embeddedText')}
      chips={
        <>
          <StateChip tone="quiet">{t('embeddedAlways')}</StateChip>
          <StateChip tone="ok">{t('local')}</StateChip>
        </>
      }
    />
  );
}
