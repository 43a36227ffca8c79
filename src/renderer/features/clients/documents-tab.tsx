import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client } from '#shared/contract/clients.ts';
import { editors } from '#shared/contract/route.ts';
import { useSession } from '../../state/session.tsx';
import { orpc } from '../../rpc/client.ts';
import { AddressSearch } from '../../ui/address-search.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { DocumentTable, newestDocuments } from '../knowledge/index.ts';

/** The documents of this client. */
export function DocumentsTab({ client }: { client: Client }) {
  const { t } = useTranslation(['clients', 'knowledge']);
  const mayEdit = useSession().may(...editors);
  const [q, search] = useState<string>();
  const [sorted, sort] = useState(newestDocuments);
  const bots = useQuery(orpc.chatbots.list.queryOptions({ input: { clientId: client.id } }));
  return (
    <DocumentTable
      clientId={client.id}
      bots={bots.data ?? []}
      filter={{ q }}
      sorted={sorted}
      onSort={sort}
      filters={
        (client.documentCount > 0 || q !== undefined) && (
          <AddressSearch
            label={t('knowledge:search')}
            q={q}
            onSearch={search}
            sx={{ flex: '1 1 220px', maxWidth: 420 }}
          />
        )
      }
      mayEdit={mayEdit}
      empty={
        q === undefined ? (
          <EmptyState icon="book" title={t('documentsEmpty')}>
            {t('documentsEmptyAdvice')}
          </EmptyState>
        ) : (
          <EmptyState icon="search" title={t('knowledge:noMatch')} />
        )
      }
    />
  );
}
