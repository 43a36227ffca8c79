import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ToldPreferences } from '#shared/contract/notifications.ts';
import { orpc } from '../../rpc/client.ts';
import { Field } from '../../ui/field.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { SettingCard } from '../../ui/setting-card.tsx';
import { TimeZoneField } from '../../ui/time-zone-field.tsx';
import { useToasts } from '../../ui/toasts.tsx';

type Stored = Pick<ToldPreferences, 'quiet' | 'timeZone'>;

const USUAL = { from: '20:00', until: '08:00' };

/** When nothing rings and no mail goes, by which clock. */
export function QuietHoursCard({ stored }: { stored: Stored }) {
  const { t } = useTranslation(['notifications', 'common']);
  const queries = useQueryClient();
  const toasts = useToasts();
  const [quiet, setQuiet] = useState(stored.quiet);
  const [timeZone, setTimeZone] = useState(stored.timeZone);
  const save = useMutation(
    orpc.notifications.updatePreferences.mutationOptions({
      onSuccess(saved) {
        queries.setQueryData(orpc.notifications.preferences.queryKey({ input: {} }), saved);
        toasts.done(t('saved'));
      },
    }),
  );
  const edited =
    quiet?.from !== stored.quiet?.from ||
    quiet?.until !== stored.quiet?.until ||
    timeZone !== stored.timeZone;
  const missing = quiet !== null && (quiet.from === '' || quiet.until === '');
  const same = quiet !== null && !missing && quiet.from === quiet.until;
  const problem = missing ? t('quietMissing') : same ? t('quietSame') : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (edited && problem === undefined && !save.isPending) save.mutate({ quiet, timeZone });
  };
  const time = (which: 'from' | 'until', label: string) =>
    quiet && (
      <Field
        label={label}
        type="time"
        value={quiet[which]}
        error={problem !== undefined}
        {...(which === 'until' && problem !== undefined ? { hint: problem } : {})}
        onChange={event => setQuiet({ ...quiet, [which]: event.target.value })}
      />
    );
  return (
    <SettingCard title={t('quietTitle')} hint={t('quietHint')}>
      <Box component="form" noValidate onSubmit={submit} sx={{ display: 'grid', gap: 2 }}>
        {save.isError && <ProblemNote error={save.error} />}
        <FormControlLabel
          label={t('quietOn')}
          control={
            <Switch
              size="small"
              sx={{ mr: 1 }}
              checked={quiet !== null}
              onChange={(_, wanted) => setQuiet(wanted ? (stored.quiet ?? USUAL) : null)}
              slotProps={{ input: { role: 'switch' } }}
            />
          }
          sx={{ ml: 0 }}
        />
        {quiet !== null && (
          <>
            <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: '1fr 1fr', maxWidth: 360 }}>
              {time('from', t('quietFrom'))}
              {time('until', t('quietUntil'))}
            </Box>
            <Box sx={{ maxWidth: 360 }}>
              <TimeZoneField
                label={t('timeZone')}
                hint={t('timeZoneHint')}
                noneMatches={t('timeZoneNone')}
                value={timeZone}
                onChange={setTimeZone}
              />
            </Box>
          </>
        )}
        <Button
          type="submit"
          sx={{ justifySelf: 'start' }}
          disabled={!edited || problem !== undefined || save.isPending}
        >
          {t('common:save')}
        </Button>
      </Box>
    </SettingCard>
  );
}
