import OutlinedInput from '@mui/material/OutlinedInput';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client } from '#shared/contract/clients.ts';
import { editors } from '#shared/contract/route.ts';
import { SEARCH_MAX_LENGTH } from '#shared/contract/limits.ts';
import { useSession } from '../../state/session.tsx';
import { orpc } from '../../rpc/client.ts';
import { EmptyState } from '../../ui/states.tsx';
import { DocumentTable } from '../knowledge/index.ts';

/** The documents of this client. */
export function DocumentsTab({ client }: { client: Client }) {
  const { t } = useTranslation(['clients', 'knowledge']);
  const mayEdit = useSession().may(...editors);
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const bots = useQuery(orpc.chatbots.list.queryOptions({ input: { clientId: client.id } }));
  return (
    <>
      {(client.documentCount > 0 || q !== '') && (
        <OutlinedInput
          size="small"
          type="search"
          value={typed}
          placeholder={t('knowledge:search')}
          onChange={event => setTyped(event.target.value)}
          inputProps={{ 'aria-label': t('knowledge:search'), maxLength: SEARCH_MAX_LENGTH }}
          sx={{ width: 'min(420px, 100%)', mb: 1.75 }}
        />
      )}
      <DocumentTable
        clientId={client.id}
        bots={bots.data ?? []}
        filter={{ q }}
        mayEdit={mayEdit}
        empty={
          q === '' ? (
            <EmptyState icon="book" title={t('documentsEmpty')}>
              {t('documentsEmptyAdvice')}
            </EmptyState>
          ) : (
            <EmptyState icon="search" title={t('knowledge:noMatch')} />
          )
        }
      />
    </>
  );
}
