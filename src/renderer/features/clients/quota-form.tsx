import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { QUOTA_SAYS_MAX_LENGTH } from '#shared/contract/limits.ts';
import { client as core, orpc } from '../../rpc/client.ts';
import { shownLanguage } from '../../state/i18n.ts';
import { Field, TYPED_NUMBER_MAX_LENGTH } from '../../ui/field.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { limitTyped, quotaDraftOf, quotaKinds, type QuotaDraft } from './quota-draft.ts';
import { QuotaShare } from './quota-share.tsx';

export type Quota = Awaited<ReturnType<typeof core.usage.quota>>;

const ways = ['fallback', 'quotations', 'stop'] as const satisfies Quota['whenReached'][];

/** What a client may use in a month, to change, with what it has used beside. */
export function QuotaForm({ quota }: { quota: Quota }) {
  const { t } = useTranslation('quota');
  const queries = useQueryClient();
  const toasts = useToasts();
  const [edits, setEdits] = useState<Partial<QuotaDraft>>({});
  const stored = quotaDraftOf(quota, shownLanguage());
  const draft = { ...stored, ...edits };
  const edit = (change: Partial<QuotaDraft>) => setEdits(before => ({ ...before, ...change }));
  const limits = {
    requests: limitTyped('requests', draft.requests),
    tokens: limitTyped('tokens', draft.tokens),
    cost: limitTyped('cost', draft.cost),
  };
  const isValid = quotaKinds.every(kind => limits[kind] !== undefined);
  const isTouched = Object.entries(stored).some(([name, value]) => draft[name as keyof QuotaDraft] !== value);
  const save = useMutation({
    mutationFn: () =>
      core.usage.setQuota({
        id: quota.clientId,
        ...limits,
        whenReached: draft.whenReached,
        modelId: draft.modelId,
        says: { fr: draft.saysFr.trim() || null, en: draft.saysEn.trim() || null },
      }),
    onSuccess: saved => {
      queries.setQueryData(orpc.usage.quota.queryKey({ input: { id: quota.clientId } }), saved);
      setEdits({});
      toasts.done(t('saved'));
    },
    onError: toasts.failed,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isValid && isTouched && !save.isPending) save.mutate();
  };
  return (
    <Box
      component="form"
      noValidate
      onSubmit={submit}
      sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2.5 }}
    >
      <Box
        sx={{
          display: 'grid',
          gap: 2.5,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(3, minmax(0, 1fr))' },
        }}
      >
        {quotaKinds.map(kind => (
          <div key={kind}>
            <Field
              label={t(kind)}
              error={limits[kind] === undefined}
              hint={limits[kind] === undefined ? t(kind === 'cost' ? 'invalid_cost' : 'invalid') : undefined}
              value={draft[kind]}
              onChange={event => edit({ [kind]: event.target.value })}
              slotProps={{
                htmlInput: {
                  inputMode: kind === 'cost' ? 'decimal' : 'numeric',
                  maxLength: TYPED_NUMBER_MAX_LENGTH,
                },
              }}
            />
            <QuotaShare quota={quota} kind={kind} />
          </div>
        ))}
      </Box>
      <Field
        select
        label={t('when')}
        hint={t(`whenHint_${draft.whenReached}`)}
        value={draft.whenReached}
        onChange={event => edit({ whenReached: ways.find(way => way === event.target.value) ?? 'fallback' })}
      >
        {ways.map(way => (
          <MenuItem key={way} value={way}>
            {t(`when_${way}`)}
          </MenuItem>
        ))}
      </Field>
      {draft.whenReached === 'fallback' && (
        <ReplacingModel value={draft.modelId} onChange={modelId => edit({ modelId })} />
      )}
      {draft.whenReached === 'stop' && (
        <Box sx={{ display: 'grid', gap: 2.5, gridTemplateColumns: { sm: '1fr 1fr' } }}>
          {(['fr', 'en'] as const).map(language => {
            const name = language === 'fr' ? 'saysFr' : 'saysEn';
            return (
              <Field
                key={language}
                multiline
                minRows={2}
                maxRows={6}
                label={t(name)}
                placeholder={quota.usuallySays[language]}
                value={draft[name]}
                onChange={event => edit({ [name]: event.target.value })}
                slotProps={{
                  htmlInput: { lang: language, maxLength: QUOTA_SAYS_MAX_LENGTH },
                  inputLabel: { shrink: true },
                }}
              />
            );
          })}
        </Box>
      )}
      <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('warns')}</Box>
      {isTouched && (
        <Box sx={{ display: 'flex', gap: 1 }}>
          <Button type="submit" variant="contained" disabled={!isValid || save.isPending}>
            {t('save')}
          </Button>
          <Button variant="text" onClick={() => setEdits({})}>
            {t('discard')}
          </Button>
        </Box>
      )}
    </Box>
  );
}

function ReplacingModel({
  value,
  onChange,
}: {
  value: string | null;
  onChange: (modelId: string | null) => void;
}) {
  const { t } = useTranslation('quota');
  const { data = [] } = useQuery(orpc.models.list.queryOptions({ input: {} }));
  const models = data.filter(({ purpose, active }) => purpose === 'chat' && active);
  return (
    <Field
      select
      label={t('model')}
      value={models.some(({ id }) => id === value) ? (value ?? '') : ''}
      onChange={event => onChange(event.target.value === '' ? null : event.target.value)}
      slotProps={{ select: { displayEmpty: true } }}
    >
      <MenuItem value="">{t('modelOwn')}</MenuItem>
      {models.map(({ id, name }) => (
        <MenuItem key={id} value={id}>
          {name}
        </MenuItem>
      ))}
    </Field>
  );
}
