import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { FEED_ENTRIES_MAX, SOURCE_ADDRESS_MAX_LENGTH } from '#shared/contract/limits.ts';
import { feedReading, feedReadings, type FeedSettings } from '#shared/contract/sources.ts';
import { Field } from '../../ui/field.tsx';
import { DelayField, NumberField } from './number-field.tsx';
import { Tick } from './tick.tsx';

type Props = {
  settings: FeedSettings;
  onChange: (settings: FeedSettings) => void;
};

/** Which feed. */
export function FeedAddress({ settings, onChange }: Props) {
  const { t } = useTranslation('sources');
  return (
    <Field
      required
      label={t('feedAddress')}
      hint={t('feedAddressHint')}
      value={settings.address}
      onChange={event => onChange({ ...settings, address: event.target.value })}
      slotProps={{
        htmlInput: {
          maxLength: SOURCE_ADDRESS_MAX_LENGTH,
          spellCheck: false,
          autoCapitalize: 'none',
          inputMode: 'url',
        },
      }}
    />
  );
}

/** What of its entries is read. */
export function FeedLimits({ settings, onChange }: Props) {
  const { t } = useTranslation('sources');
  const id = useId();
  const change = (some: Partial<FeedSettings>) => onChange({ ...settings, ...some });
  return (
    <>
      <Box>
        <Box id={id} sx={{ fontWeight: 570 }}>
          {t('feedRead')}
        </Box>
        <RadioGroup
          aria-labelledby={id}
          value={settings.read}
          onChange={(_, value) => change({ read: feedReading.parse(value) })}
        >
          {feedReadings.map(read => (
            <FormControlLabel key={read} value={read} control={<Radio />} label={t(`feedRead_${read}`)} />
          ))}
        </RadioGroup>
      </Box>
      <Box>
        <Box
          sx={{
            display: 'grid',
            gap: 2,
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' },
            alignItems: 'end',
          }}
        >
          <NumberField
            label={t('feedEntries')}
            value={settings.entries}
            within={[1, FEED_ENTRIES_MAX]}
            onChange={entries => change({ entries })}
          />
          <DelayField delayMs={settings.delayMs} onChange={delayMs => change({ delayMs })} />
        </Box>
        <Box sx={{ color: 'var(--muted)', typography: 'small', mt: 0.75 }}>{t('feedEntriesHint')}</Box>
      </Box>
      <Tick label={t('feedLocal')} checked={settings.local} onChange={local => change({ local })} />
    </>
  );
}
