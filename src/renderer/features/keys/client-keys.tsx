import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiKey } from '#shared/contract/keys.ts';
import { orpc } from '../../rpc/client.ts';
import { AddressSearch } from '../../ui/address-search.tsx';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { KeyDialog } from './key-dialog.tsx';
import { KeyTable } from './key-table.tsx';

/** The keys of one client, and making another one. For administrators. */
export function ClientKeys({ clientId }: { clientId: string }) {
  const { t } = useTranslation('keys');
  const [making, setMaking] = useState(false);
  const [editing, setEditing] = useState<ApiKey | null>(null);
  const [endedShown, setEndedShown] = useState(false);
  const [q, search] = useState<string>();
  const chatbots = useQuery(orpc.chatbots.list.queryOptions({ input: { clientId } }));
  const { data: anyEnded } = useQuery(
    orpc.keys.list.queryOptions({ input: { clientId, ended: true, limit: 1 } }),
  );
  const hasEnded = (anyEnded?.items.length ?? 0) > 0;
  const botNames = useMemo(
    () => new Map((chatbots.data ?? []).map(({ id, name }) => [id, name])),
    [chatbots.data],
  );
  const create = (
    <Button
      variant="contained"
      startIcon={<Icon name="plus" size={16} />}
      onClick={() => setMaking(true)}
      sx={{ justifySelf: 'start' }}
    >
      {t('create')}
    </Button>
  );
  const none =
    q === undefined ? (
      <EmptyState icon="key" title={t('none')} action={create}>
        {t('noneAdvice')}
      </EmptyState>
    ) : (
      <EmptyState icon="search" title={t('noMatch')} />
    );
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
      <KeyTable
        label={t('title')}
        ended={false}
        start={
          <>
            <AddressSearch
              label={t('search')}
              q={q}
              onSearch={search}
              sx={{ flex: '1 1 200px', maxWidth: 320 }}
            />
            {create}
          </>
        }
        empty={<Card>{none}</Card>}
        {...{ clientId, q, botNames }}
        onEdit={setEditing}
      />
      {hasEnded && (
        <Button
          variant="text"
          aria-expanded={endedShown}
          endIcon={<Icon name={endedShown ? 'down' : 'right'} size={15} />}
          onClick={() => setEndedShown(shown => !shown)}
          sx={{ justifySelf: 'start', ml: -1.5 }}
        >
          {t(endedShown ? 'hideEnded' : 'showEnded')}
        </Button>
      )}
      {endedShown && hasEnded && (
        <KeyTable
          label={t('ended')}
          ended
          empty={<EmptyState icon="search" title={t('noMatch')} />}
          {...{ clientId, q, botNames }}
          onEdit={setEditing}
        />
      )}
      {(making || editing) && (
        <KeyDialog
          key={editing?.id ?? 'new'}
          clientId={clientId}
          stored={editing}
          chatbots={chatbots.data ?? []}
          onClose={() => {
            setMaking(false);
            setEditing(null);
          }}
        />
      )}
    </Box>
  );
}
