import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiKey } from '#shared/contract/keys.ts';
import { usePages } from '../../state/pages.ts';
import { client, orpc } from '../../rpc/client.ts';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { KeyDialog } from './key-dialog.tsx';
import { KeyRow } from './key-row.tsx';

const KEYS_AT_ONCE = 50;

/** The keys of one client, and making another one. For administrators. */
export function ClientKeys({ clientId }: { clientId: string }) {
  const { t } = useTranslation(['keys', 'common']);
  const [making, setMaking] = useState(false);
  const [editing, setEditing] = useState<ApiKey | null>(null);
  const [endedShown, setEndedShown] = useState(false);
  const chatbots = useQuery(orpc.chatbots.list.queryOptions({ input: { clientId } }));
  const input = {
    clientId,
  };
  const list = usePages({
    key: orpc.keys.list.key({ type: 'infinite', input }),
    atOnce: KEYS_AT_ONCE,
    ask: page => client.keys.list({ ...input, ...page }),
  });
  const keys = list.data && list.items;
  const botNames = useMemo(
    () => new Map((chatbots.data ?? []).map(({ id, name }) => [id, name])),
    [chatbots.data],
  );
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!keys) return <LoadingState rows={3} />;
  const current = keys.filter(({ state }) => state === 'active' || state === 'refused');
  const ended = keys.filter(({ state }) => state === 'revoked' || state === 'expired');
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
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
      {current.length === 0 ? (
        <Card>
          <EmptyState icon="key" title={t('none')} action={create}>
            {t('noneAdvice')}
          </EmptyState>
        </Card>
      ) : (
        <>
          {create}
          <KeyList label={t('title')} keys={current} botNames={botNames} onEdit={setEditing} />
        </>
      )}
      {ended.length > 0 && (
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
      {endedShown && ended.length > 0 && (
        <KeyList label={t('ended')} keys={ended} botNames={botNames} onEdit={setEditing} />
      )}
      {list.hasNextPage && (
        <Button
          variant="text"
          disabled={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
          sx={{ justifySelf: 'start', ml: -1.5 }}
        >
          {t('common:loadMore')}
        </Button>
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

type ListProps = {
  label: string;
  keys: readonly ApiKey[];
  botNames: ReadonlyMap<string, string>;
  onEdit: (key: ApiKey) => void;
};

function KeyList({ label, keys, botNames, onEdit }: ListProps) {
  return (
    <Card
      component="ul"
      aria-label={label}
      sx={{
        listStyle: 'none',
        m: 0,
        p: 0,
        overflow: 'hidden',
        '& > li + li': { borderTop: '1px solid var(--line)' },
      }}
    >
      {keys.map(key => (
        <KeyRow key={key.id} apiKey={key} botNames={botNames} onEdit={() => onEdit(key)} />
      ))}
    </Card>
  );
}
