import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import InputAdornment from '@mui/material/InputAdornment';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client } from '#shared/contract/clients.ts';
import { client as core, orpc } from '../../rpc/client.ts';
import { Field, TYPED_NUMBER_MAX_LENGTH } from '../../ui/field.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { SettingCard } from '../../ui/setting-card.tsx';
import { daysOf } from './client-draft.ts';
import { ShorterRetention, type RetentionDays } from './shorter-retention.tsx';

const kinds = ['conversation', 'file', 'log'] as const;
type Kind = (typeof kinds)[number];

/** How long things are kept; shortening it tells first what that deletes. */
export function RetentionCard({ client }: { client: Client }) {
  const { t } = useTranslation('clients');
  const queries = useQueryClient();
  const toasts = useToasts();
  const stored = daysStored(client);
  const [typed, setTyped] = useState<Partial<Record<Kind, string>>>({});
  const [asking, ask] = useState<RetentionDays | null>(null);
  const textOf = (kind: Kind) => typed[kind] ?? (stored[kind] === null ? '' : String(stored[kind]));
  const days = {
    conversation: daysOf(textOf('conversation')),
    file: daysOf(textOf('file')),
    log: daysOf(textOf('log')),
  };
  const changed = kinds.some(kind => days[kind] !== stored[kind]);
  const save = useMutation({
    mutationFn: (wanted: RetentionDays) =>
      core.clients.update({
        id: client.id,
        conversationRetentionDays: wanted.conversation,
        fileRetentionDays: wanted.file,
        logRetentionDays: wanted.log,
      }),
    onSuccess: saved => {
      queries.setQueryData(orpc.clients.get.queryKey({ input: { id: saved.id } }), saved);
      setTyped({});
      toasts.done(t('saved'));
    },
    onError: toasts.failed,
    onSettled: () => ask(null),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { conversation, file, log } = days;
    if (conversation === undefined || file === undefined || log === undefined || !changed) return;
    const wanted = { conversation, file, log };
    if (kinds.some(kind => isShorter(wanted[kind], stored[kind]))) ask(wanted);
    else save.mutate(wanted);
  };
  return (
    <SettingCard title={t('retention')} hint={t('retentionHint')}>
      <Box component="form" noValidate onSubmit={submit} sx={{ display: 'grid', gap: 2 }}>
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { sm: 'repeat(3, 1fr)' } }}>
          {kinds.map(kind => (
            <Field
              key={kind}
              label={t(`${kind}Retention`)}
              hint={days[kind] === undefined ? t('invalid_retention') : t(`${kind}RetentionHint`)}
              error={days[kind] === undefined}
              value={textOf(kind)}
              onChange={event => setTyped(before => ({ ...before, [kind]: event.target.value }))}
              slotProps={{
                htmlInput: { inputMode: 'numeric', maxLength: TYPED_NUMBER_MAX_LENGTH },
                input: {
                  endAdornment: (
                    <InputAdornment
                      position="end"
                      sx={{ '& p': { typography: 'body', color: 'var(--muted)' } }}
                    >
                      {t('days')}
                    </InputAdornment>
                  ),
                },
              }}
            />
          ))}
        </Box>
        {changed && (
          <Box sx={{ display: 'flex', gap: 1 }}>
            <Button
              type="submit"
              variant="contained"
              disabled={save.isPending || Object.values(days).includes(undefined)}
            >
              {t('save')}
            </Button>
            <Button variant="text" onClick={() => setTyped({})}>
              {t('discard')}
            </Button>
          </Box>
        )}
      </Box>
      {asking && (
        <ShorterRetention
          clientId={client.id}
          wanted={asking}
          busy={save.isPending}
          onConfirm={() => save.mutate(asking)}
          onClose={() => ask(null)}
        />
      )}
    </SettingCard>
  );
}

function daysStored(client: Client): RetentionDays {
  const { conversationRetentionDays, fileRetentionDays, logRetentionDays } = client;
  return { conversation: conversationRetentionDays, file: fileRetentionDays, log: logRetentionDays };
}

function isShorter(wanted: number | null, stored: number | null): boolean {
  return wanted !== null && (stored === null || wanted < stored);
}
