import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import { useTranslation } from 'react-i18next';
import type { WidgetPlacement } from '#shared/contract/widgets.ts';
import { Field } from '../../../ui/field.tsx';

export type AddressChosen = {
  placements: readonly WidgetPlacement[];
  placement: WidgetPlacement | null;
  onChoose: (baseUrl: string) => void;
};

/** Under which of its addresses the page is to reach this machine. */
export function AddressChoice({ placements, placement, onChoose }: AddressChosen) {
  const { t } = useTranslation('deploy');
  if (placement === null) return <Box sx={{ color: 'var(--muted)' }}>{t('addressNone')}</Box>;
  return (
    <Field
      select
      label={t('address')}
      hint={t('addressHint')}
      value={placement.baseUrl}
      onChange={event => onChoose(event.target.value)}
      sx={{ maxWidth: 420 }}
    >
      {placements.map(({ baseUrl, kind, interface: card }) => (
        <MenuItem key={baseUrl} value={baseUrl}>
          {t(`address_${kind}`, { address: baseUrl, card: card ?? '' })}
        </MenuItem>
      ))}
    </Field>
  );
}
