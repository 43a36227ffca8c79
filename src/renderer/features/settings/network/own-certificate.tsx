import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client, orpc } from '../../../rpc/client.ts';
import { problemOf, useProblemWords } from '../../../rpc/errors.ts';
import { typeScale } from '../../../ui/type-scale.ts';
import { Field } from '../../../ui/field.tsx';
import { useToasts } from '../../../ui/toasts.tsx';

type Pair = { certificate: string; key: string };

/** Where the office's own certificate is pasted. What was typed stays when it is refused. */
export function OwnCertificate({ kept }: { kept: boolean }) {
  const { t } = useTranslation('network');
  const words = useProblemWords();
  const queries = useQueryClient();
  const toasts = useToasts();
  const [certificate, setCertificate] = useState('');
  const [key, setKey] = useState('');
  const save = useMutation({
    mutationFn: (pair: Pair | null) => client.network.setCertificate({ pair }),
    onSuccess: (state, pair) => {
      queries.setQueryData(orpc.network.get.queryKey({ input: {} }), state);
      setCertificate('');
      setKey('');
      toasts.done(t(pair === null ? 'certificateRemoved' : 'certificateSaved'));
    },
  });
  const problem = save.isError ? words(problemOf(save.error)) : null;
  const ready = certificate.trim() !== '' && key.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) save.mutate({ certificate, key });
  };
  const mono = {
    htmlInput: {
      spellCheck: false,
      autoComplete: 'off',
      style: { fontFamily: 'ui-monospace, monospace', ...typeScale.small },
    },
  };
  return (
    <Box component="form" onSubmit={submit} sx={{ display: 'grid', gap: 2 }}>
      {problem && (
        <Box role="alert" sx={{ p: '9px 12px', borderRadius: '10px', background: 'var(--bad-soft)' }}>
          <Box sx={{ fontWeight: 600, color: 'var(--bad)' }}>{problem.title}</Box>
          {problem.advice}
        </Box>
      )}
      <Field
        multiline
        minRows={3}
        maxRows={8}
        label={t('pasteCertificate')}
        placeholder="-----BEGIN CERTIFICATE-----"
        value={certificate}
        onChange={event => setCertificate(event.target.value)}
        slotProps={mono}
      />
      <Field
        multiline
        minRows={3}
        maxRows={8}
        label={t('pasteKey')}
        hint={t('pasteKeyHint')}
        placeholder="-----BEGIN PRIVATE KEY-----"
        value={key}
        onChange={event => setKey(event.target.value)}
        slotProps={mono}
      />
      <Box sx={{ display: 'flex', gap: 1.5, flexWrap: 'wrap' }}>
        <Button type="submit" disabled={!ready || save.isPending}>
          {t('saveCertificate')}
        </Button>
        {kept && (
          <Button variant="text" disabled={save.isPending} onClick={() => save.mutate(null)}>
            {t('removeCertificate')}
          </Button>
        )}
      </Box>
    </Box>
  );
}
