import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCurrentClient } from '../../state/current-client.tsx';
import { desktop } from '../../rpc/client.ts';
import { ownAddress } from '../../rpc/own-address.ts';
import { Field } from '../../ui/field.tsx';
import { LoadingState } from '../../ui/states.tsx';
import { ClientKeys } from '../keys/index.ts';

/** The keys of one client at a time: each key belongs to one. */
export function KeysSection() {
  const { t } = useTranslation('keys');
  const { clients, clientId: current } = useCurrentClient();
  const [chosen, setChosen] = useState<string | null>(null);
  const clientId = clients.find(({ id }) => id === chosen)?.id ?? current;
  if (clientId === undefined) return <LoadingState rows={3} />;
  return (
    <>
      <Box>
        <Box component="h2" sx={{ typography: 'heading', fontWeight: 640, letterSpacing: '-.01em', mb: 0.5 }}>
          {t('title')}
        </Box>
        <Box sx={{ color: 'var(--muted)' }}>
          {t('intro')}{' '}
          {!desktop && (
            <a href={`${ownAddress}/api/docs`} target="_blank" rel="noreferrer">
              {t('docs')}
            </a>
          )}
        </Box>
      </Box>
      {clients.length > 1 && (
        <Field
          select
          label={t('client')}
          value={clientId}
          onChange={event => setChosen(event.target.value)}
          sx={{ maxWidth: 360 }}
        >
          {clients.map(({ id, name }) => (
            <MenuItem key={id} value={id}>
              {name}
            </MenuItem>
          ))}
        </Field>
      )}
      <ClientKeys key={clientId} clientId={clientId} />
    </>
  );
}
