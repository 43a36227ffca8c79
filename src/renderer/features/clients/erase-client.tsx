import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client } from '#shared/contract/clients.ts';
import { useCurrentClient } from '../../state/current-client.tsx';
import { client as core, orpc } from '../../rpc/client.ts';
import { useOnward } from '../../state/onward.ts';
import { useFormat } from '../../ui/format.ts';
import { SettingCard, Statements } from '../../ui/setting-card.tsx';
import { TypedConfirm } from './typed-confirm.tsx';

/** The end of a client: says what goes, asks for its name, then shows the certificate being made. */
export function EraseClient({ client }: { client: Client }) {
  const { t } = useTranslation('clients');
  const format = useFormat();
  const queries = useQueryClient();
  const onward = useOnward();
  const { clients } = useCurrentClient();
  const [asking, ask] = useState(false);
  const { id, name, chatbotCount, documentCount } = client;
  const only = clients.every(one => one.id === id);
  const erase = useMutation({
    mutationFn: (confirmName: string) => core.privacy.eraseClient({ id, confirmName }),
    onSuccess: erasure => {
      void queries.invalidateQueries({ queryKey: orpc.privacy.key() });
      void queries.invalidateQueries({ queryKey: orpc.clients.list.key() });
      void onward({ to: '/clients/erasures/$id', params: { id: erasure.id } });
    },
  });
  const counted = (count: number) => ({ count, formatted: format.number(count) });
  return (
    <>
      <SettingCard
        title={t('eraseCard')}
        hint={only ? t('onlyOne') : t('eraseHint')}
        action={
          !only && (
            <Button sx={{ color: 'var(--bad)' }} onClick={() => ask(true)}>
              {t('erase')}
            </Button>
          )
        }
      />
      {asking && (
        <TypedConfirm
          title={t('eraseTitle', { name })}
          expected={name}
          question={t('eraseConfirmName', { name })}
          confirm={t('eraseNow')}
          erasing={erase}
          onClose={() => {
            ask(false);
            erase.reset();
          }}
        >
          <Box component="p" sx={{ mb: 1 }}>
            {t('eraseBody')}
          </Box>
          <Statements>
            {[
              t('eraseChatbots', counted(chatbotCount)),
              t('eraseDocuments', counted(documentCount)),
              t('eraseRest'),
            ]}
          </Statements>
          <Box component="p" sx={{ mt: 1.5 }}>
            {t('eraseBackups')}
          </Box>
        </TypedConfirm>
      )}
    </>
  );
}
