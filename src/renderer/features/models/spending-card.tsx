import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client, orpc } from '../../rpc/client.ts';
import { Field, TYPED_NUMBER_MAX_LENGTH } from '../../ui/field.tsx';
import { useFormat } from '../../ui/format.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { amountTyped } from './amount-typed.ts';

type Spending = Awaited<ReturnType<typeof client.usage.spending>>;

/** Of the element that holds the caps. */
export const SPENDING_SECTION = 'spending';

/** What models outside may cost in a month, all together and each, beside what they have cost. */
export function SpendingCard() {
  const { t } = useTranslation('models');
  const { data } = useQuery(orpc.usage.spending.queryOptions({ input: {} }));
  if (!data || (data.models.length === 0 && data.all.limit === null)) return null;
  const unpriced = data.models.filter(({ priced }) => !priced).map(({ name }) => name);
  return (
    <Box id={SPENDING_SECTION} sx={{ display: 'grid', gap: 2, p: '16px' }}>
      <Cap modelId={null} name={t('spendingAll')} spent={data.all} />
      {data.models.length > 1 && (
        <Box
          component="details"
          sx={{
            '& > summary': {
              cursor: 'pointer',
              fontWeight: 570,
              color: 'var(--muted)',
              width: 'fit-content',
            },
          }}
        >
          <summary>{t('spendingEach')}</summary>
          <Box sx={{ display: 'grid', gap: 2, pt: 1.5 }}>
            {data.models
              .filter(({ priced }) => priced)
              .map(({ modelId, name, ...spent }) => (
                <Cap key={modelId} modelId={modelId} name={name} spent={spent} />
              ))}
          </Box>
        </Box>
      )}
      <Box sx={{ color: 'var(--muted)', typography: 'small' }}>
        {unpriced.length > 0 && (
          <Box component="p" sx={{ color: 'var(--warn)' }}>
            {t('spendingUnpriced', { names: unpriced.join(', '), count: unpriced.length })}
          </Box>
        )}
        <p>{t('spendingHint')}</p>
      </Box>
    </Box>
  );
}

type CapProps = {
  modelId: string | null;
  name: string;
  spent: Spending['all'];
};

function Cap({ modelId, name, spent: { limit, used, reached } }: CapProps) {
  const { t, i18n } = useTranslation('models');
  const format = useFormat();
  const queries = useQueryClient();
  const toasts = useToasts();
  const stored = limit === null ? '' : limit.toLocaleString(i18n.language, { useGrouping: false });
  const [typed, setTyped] = useState<string | null>(null);
  const wanted = amountTyped(typed ?? stored);
  const save = useMutation({
    mutationFn: (amount: number | null) => client.usage.setSpending({ modelId, limit: amount }),
    onSuccess: saved => {
      queries.setQueryData(orpc.usage.spending.queryKey({ input: {} }), saved);
      setTyped(null);
      toasts.done(t('spendingSaved'));
    },
    onError: toasts.failed,
  });
  const isTouched = typed !== null && typed !== stored;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isTouched && wanted !== undefined && !save.isPending) save.mutate(wanted);
  };
  const said = t('spendingUsed', { used: format.number(Math.round(used * 100) / 100) });
  return (
    <Box component="form" noValidate onSubmit={submit}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'end', flexWrap: 'wrap' }}>
        <Box sx={{ flex: '1 1 220px', maxWidth: 340 }}>
          <Field
            label={name}
            inputMode="decimal"
            placeholder={t('spendingNone')}
            value={typed ?? stored}
            error={wanted === undefined}
            hint={wanted === undefined ? t('spendingInvalid') : undefined}
            onChange={event => setTyped(event.target.value)}
            slotProps={{ htmlInput: { maxLength: TYPED_NUMBER_MAX_LENGTH } }}
          />
        </Box>
        {isTouched && (
          <Button type="submit" variant="contained" disabled={wanted === undefined || save.isPending}>
            {t('spendingSave')}
          </Button>
        )}
      </Box>
      <Box sx={{ mt: 1, maxWidth: 340, color: 'var(--muted)', typography: 'small' }}>
        {limit !== null && <ProgressBar label={said} value={limit === 0 ? 1 : Math.min(1, used / limit)} />}
        {said}
        {reached && (
          <Box component="span" sx={{ display: 'block', color: 'var(--bad)', fontWeight: 570 }}>
            {t('spendingReached')}
          </Box>
        )}
      </Box>
    </Box>
  );
}
