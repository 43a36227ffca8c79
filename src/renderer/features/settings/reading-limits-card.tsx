import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  READING_LIMITS,
  type ReadingLimitName,
  type ReadingLimits,
} from '#shared/contract/reading-limits.ts';
import { orpc } from '../../rpc/client.ts';
import { Field, TYPED_NUMBER_MAX_LENGTH } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useFormat } from '../../ui/format.ts';
import { Facts, SettingCard } from '../../ui/setting-card.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import {
  changedLimits,
  deliveredDraft,
  draftOf,
  LIMIT_NAMES,
  limitTyped,
  limitsTyped,
} from './reading-limits-draft.ts';
import { useSettingsChange } from './use-settings-change.ts';

/** What one document may cost this machine. */
export function ReadingLimitsCard() {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const settings = useQuery(orpc.system.settings.queryOptions({ input: {} }));
  const [isOpen, open] = useState(false);
  if (settings.isError) return <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />;
  if (!settings.data) return <LoadingState rows={1} />;
  const { reading } = settings.data;
  const changed = changedLimits(reading);
  return (
    <SettingCard
      title={t('limits.title')}
      hint={t(changed.length === 0 ? 'limits.asDelivered' : 'limits.hint')}
      action={<Button onClick={() => open(true)}>{t('limits.change')}</Button>}
    >
      {changed.length > 0 && (
        <Facts
          facts={changed.map(name => ({
            name: t(`limits.${name}`),
            value: t('limits.changedFrom', {
              value: format.number(reading[name]),
              delivered: format.number(READING_LIMITS[name].default),
            }),
          }))}
        />
      )}
      {isOpen && <LimitsDialog reading={reading} onClose={() => open(false)} />}
    </SettingCard>
  );
}

function LimitsDialog({ reading, onClose }: { reading: ReadingLimits; onClose: () => void }) {
  const { t } = useTranslation(['settings', 'common']);
  const [draft, type] = useState(draftOf(reading));
  const change = useSettingsChange(() => t('limits.saved'));
  const typed = limitsTyped(draft);
  return (
    <FormDialog
      title={t('limits.title')}
      submit={t('common:save')}
      size="sm"
      disabled={typed === null || change.isPending}
      onSubmit={() => typed !== null && change.mutate({ reading: typed }, { onSuccess: onClose })}
      onClose={onClose}
      beside={
        <Button variant="text" onClick={() => type(deliveredDraft())}>
          {t('limits.reset')}
        </Button>
      }
    >
      <Box sx={{ color: 'var(--muted)', mb: 2 }}>{t('limits.dialogHint')}</Box>
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' },
        }}
      >
        {LIMIT_NAMES.map(name => (
          <LimitField
            key={name}
            name={name}
            typed={draft[name]}
            onChange={value => type({ ...draft, [name]: value })}
          />
        ))}
      </Box>
    </FormDialog>
  );
}

type FieldProps = { name: ReadingLimitName; typed: string; onChange: (typed: string) => void };

function LimitField({ name, typed, onChange }: FieldProps) {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const { min, max } = READING_LIMITS[name];
  const isWrong = limitTyped(name, typed) === null;
  return (
    <Field
      label={t(`limits.${name}`)}
      hint={
        isWrong
          ? t('limits.wrong', { from: format.number(min), to: format.number(max) })
          : t(`limits.${name}Hint`)
      }
      error={isWrong}
      value={typed}
      onChange={event => onChange(event.target.value)}
      slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: TYPED_NUMBER_MAX_LENGTH } }}
    />
  );
}
