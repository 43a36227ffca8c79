import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { NetworkSettings } from '#shared/contract/network.ts';
import { Field, TYPED_NUMBER_MAX_LENGTH } from '../../../ui/field.tsx';
import { SettingCard } from '../../../ui/setting-card.tsx';
import { useNetworkChange } from './use-network-change.ts';

const fields = [
  { name: 'answersAtOnce', label: 'answersAtOnce', hint: 'answersAtOnceHint', from: 1, to: 1_000 },
  { name: 'answersAtOncePerLocalModel', label: 'answersLocal', hint: 'answersLocalHint', from: 1, to: 1_000 },
  { name: 'waitingAtMost', label: 'waitingAtMost', hint: null, from: 0, to: 10_000 },
] as const;

type Name = (typeof fields)[number]['name'];

/** How many answers at once, and how many may wait. */
export function CrowdCard({ settings }: { settings: NetworkSettings }) {
  const { t } = useTranslation(['network', 'common']);
  const change = useNetworkChange();
  const [typed, type] = useState<Record<Name, string>>({
    answersAtOnce: String(settings.answersAtOnce),
    answersAtOncePerLocalModel: String(settings.answersAtOncePerLocalModel),
    waitingAtMost: String(settings.waitingAtMost),
  });
  const isWrong = ({ name, from, to }: (typeof fields)[number]) =>
    !/^\d{1,5}$/.test(typed[name].trim()) || Number(typed[name]) < from || Number(typed[name]) > to;
  const same = fields.every(({ name }) => Number(typed[name]) === settings[name]);
  const ready = !same && !fields.some(isWrong);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    change.save({
      answersAtOnce: Number(typed.answersAtOnce),
      answersAtOncePerLocalModel: Number(typed.answersAtOncePerLocalModel),
      waitingAtMost: Number(typed.waitingAtMost),
    });
  };
  return (
    <SettingCard title={t('crowd')} hint={t('crowdHint')}>
      <Box component="form" onSubmit={submit} sx={{ display: 'grid', gap: 2 }}>
        <Box
          sx={{
            display: 'grid',
            gap: 2,
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(3, 1fr)' },
          }}
        >
          {fields.map(field => (
            <Field
              key={field.name}
              label={t(field.label)}
              hint={isWrong(field) ? t('numberWrong', field) : field.hint && t(field.hint)}
              error={isWrong(field)}
              value={typed[field.name]}
              onChange={event => type({ ...typed, [field.name]: event.target.value })}
              slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: TYPED_NUMBER_MAX_LENGTH } }}
            />
          ))}
        </Box>
        <Box>
          <Button type="submit" disabled={!ready || change.pending}>
            {t('common:save')}
          </Button>
        </Box>
      </Box>
    </SettingCard>
  );
}
