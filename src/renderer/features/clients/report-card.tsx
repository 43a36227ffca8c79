import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { REPORT_RECIPIENTS_MAX, REPORT_RECIPIENTS_TEXT_MAX_LENGTH } from '#shared/contract/limits.ts';
import { client as core, orpc } from '../../rpc/client.ts';
import { fileAddress } from '../../rpc/files.ts';
import { shownLanguage } from '../../state/i18n.ts';
import { Field } from '../../ui/field.tsx';
import { filledLines } from '../../ui/filled-lines.ts';
import { LoadingState } from '../../ui/states.tsx';
import { SettingCard } from '../../ui/setting-card.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { isAddress } from './client-draft.ts';

/** As far back as a person looks for the report of a month. */
const MONTHS_OFFERED = 13;

/** The report of any month as a file, and who gets it by mail. */
export function ReportCard({ clientId, month: current, mayChange }: Props) {
  const { t } = useTranslation('quota');
  const [month, setMonth] = useState(current);
  const months = Array.from({ length: MONTHS_OFFERED }, (_, index) => monthBefore(current, index));
  const address = (format: 'pdf' | 'html' | 'csv') =>
    fileAddress('/clients/{id}/report/file', { id: clientId, month, format });
  return (
    <SettingCard title={t('report')} hint={t('reportHint')}>
      <Box sx={{ display: 'flex', gap: 1.5, flexWrap: 'wrap', alignItems: 'flex-end' }}>
        <Field
          select
          label={t('month')}
          value={month}
          onChange={event => setMonth(event.target.value)}
          sx={{ flex: '1 1 200px', maxWidth: 280 }}
        >
          {months.map(each => (
            <MenuItem key={each} value={each}>
              {each === current ? t('monthSoFar', { month: monthInWords(each) }) : monthInWords(each)}
            </MenuItem>
          ))}
        </Field>
        <Button variant="contained" href={address('pdf')} download>
          {t('download')}
        </Button>
        <Button variant="text" href={address('html')} download>
          {t('asPage')}
        </Button>
        <Button variant="text" href={address('csv')} download>
          {t('asTable')}
        </Button>
      </Box>
      {mayChange && <Recipients clientId={clientId} />}
    </SettingCard>
  );
}

type Props = {
  clientId: string;
  /** That is not over yet: `2026-12`. */
  month: string;
  mayChange: boolean;
};

function Recipients({ clientId }: { clientId: string }) {
  const { t } = useTranslation('quota');
  const queries = useQueryClient();
  const toasts = useToasts();
  const asked = { input: { id: clientId } };
  const { data } = useQuery(orpc.usage.recipients.queryOptions(asked));
  const [typed, setTyped] = useState<string | null>(null);
  const save = useMutation({
    mutationFn: (addresses: string[]) => core.usage.setRecipients({ id: clientId, addresses }),
    onSuccess: saved => {
      queries.setQueryData(orpc.usage.recipients.queryKey(asked), saved);
      setTyped(null);
      toasts.done(t('recipientsSaved'));
    },
    onError: toasts.failed,
  });
  if (!data) return <LoadingState rows={2} />;
  const text = typed ?? data.addresses.join('\n');
  const addresses = filledLines(text.split('\n'));
  const isValid = addresses.length <= REPORT_RECIPIENTS_MAX && addresses.every(isAddress);
  const isTouched = addresses.join('\n') !== data.addresses.join('\n');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isValid && isTouched && !save.isPending) save.mutate(addresses);
  };
  return (
    <Box
      component="form"
      noValidate
      onSubmit={submit}
      sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5, mt: 3 }}
    >
      <Field
        multiline
        minRows={2}
        maxRows={8}
        label={t('recipients')}
        error={!isValid}
        hint={
          isValid
            ? [t('recipientsHint'), ...(data.mailReady ? [] : [t('mailNotReady')])].join(' ')
            : t('recipientsInvalid')
        }
        value={text}
        onChange={event => setTyped(event.target.value)}
        slotProps={{
          htmlInput: {
            inputMode: 'email',
            autoCapitalize: 'none',
            spellCheck: false,
            maxLength: REPORT_RECIPIENTS_TEXT_MAX_LENGTH,
          },
        }}
      />
      {isTouched && (
        <Box sx={{ display: 'flex', gap: 1 }}>
          <Button type="submit" variant="contained" disabled={!isValid || save.isPending}>
            {t('save')}
          </Button>
          <Button variant="text" onClick={() => setTyped(null)}>
            {t('discard')}
          </Button>
        </Box>
      )}
    </Box>
  );
}

function monthBefore(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 - count, 1)).toISOString().slice(0, 7);
}

function monthInWords(month: string): string {
  const words = new Date(`${month}-01`).toLocaleDateString(shownLanguage() === 'fr' ? 'fr-FR' : 'en-GB', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return words.charAt(0).toUpperCase() + words.slice(1);
}
