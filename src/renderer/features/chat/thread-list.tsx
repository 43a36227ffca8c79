import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import OutlinedInput from '@mui/material/OutlinedInput';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#shared/contract/conversations.ts';
import { SEARCH_MAX_LENGTH } from '#shared/contract/limits.ts';
import { usePages } from '../../state/pages.ts';
import { client, orpc } from '../../rpc/client.ts';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { LinkBox } from '../../ui/link-box.tsx';
import { ONE_LINE } from '../../ui/one-line.ts';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useNow } from '../../ui/use-now.ts';
import { RemoveThread, RenameThread } from './thread-dialogs.tsx';
import { groupThreads } from './thread-groups.ts';

const THREADS_AT_ONCE = 60;

type Props = {
  clientId: string | undefined;
  activeId: string | null;
  /** Told when a conversation was chosen (the drawer of a phone closes). */
  onChosen: () => void;
  /** Told when the conversation on screen was deleted. */
  onRemoved: (id: string) => void;
};

/** A person's own conversations, by when they were last used. */
export function ThreadList({ clientId, activeId, onChosen, onRemoved }: Props) {
  const now = useNow();
  const { t } = useTranslation('chat');
  const [typed, setTyped] = useState('');
  const words = useDeferredValue(typed.trim());
  const scope = clientId === undefined ? {} : { clientId };
  const input = {
    ...scope,
    mine: true,
  };
  const list = usePages({
    key: orpc.conversations.list.key({ type: 'infinite', input }),
    atOnce: THREADS_AT_ONCE,
    ask: page => client.conversations.list({ ...input, ...page }),
    enabled: words === '',
  });
  const found = useQuery(
    orpc.conversations.search.queryOptions({
      input: { ...scope, q: words, mine: true, limit: THREADS_AT_ONCE },
      enabled: words !== '',
      placeholderData: keepPreviousData,
    }),
  );
  const query = words === '' ? list : found;
  const all: readonly Conversation[] | undefined = words === '' ? list.data && list.items : found.data?.items;
  const threads = all?.filter(thread => thread.channel !== 'preview');
  return (
    <Box
      component="nav"
      aria-label={t('threads')}
      sx={{ display: 'flex', flexDirection: 'column', minHeight: 0, height: '100%' }}
    >
      <Box sx={{ p: '14px 10px 6px' }}>
        <OutlinedInput
          fullWidth
          size="small"
          type="search"
          value={typed}
          onChange={event => setTyped(event.target.value)}
          placeholder={t('searchThreads')}
          inputProps={{ 'aria-label': t('searchThreads'), maxLength: SEARCH_MAX_LENGTH }}
        />
      </Box>
      <Box sx={{ flex: 1, minHeight: 0, overflow: 'auto', p: '0 10px 14px' }}>
        {query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : threads === undefined ? (
          <LoadingState rows={6} />
        ) : threads.length === 0 ? (
          <Box sx={{ color: 'var(--muted)', typography: 'small', p: 1 }}>
            {t(words === '' ? 'noThreads' : 'noThreadFound')}
          </Box>
        ) : (
          groupThreads(threads, now).map(group => (
            <Box component="section" key={group.period} aria-label={t(group.period)}>
              <Box
                component="h3"
                sx={{ typography: 'tiny', color: 'var(--faint)', fontWeight: 600, m: '12px 8px 4px' }}
              >
                {t(group.period)}
              </Box>
              {group.threads.map(thread => (
                <Thread
                  key={thread.id}
                  thread={thread}
                  active={thread.id === activeId}
                  onChosen={onChosen}
                  onRemoved={onRemoved}
                />
              ))}
            </Box>
          ))
        )}
        {words === '' && list.hasNextPage && (
          <Button
            fullWidth
            variant="text"
            disabled={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {t('moreThreads')}
          </Button>
        )}
      </Box>
    </Box>
  );
}

type ThreadProps = Pick<Props, 'onChosen' | 'onRemoved'> & { thread: Conversation; active: boolean };

function Thread({ thread, active, onChosen, onRemoved }: ThreadProps) {
  const { t } = useTranslation('chat');
  const [dialog, setDialog] = useState<'rename' | 'remove' | null>(null);
  const title = thread.title === '' ? t('untitled') : thread.title;
  return (
    <Box
      sx={{
        position: 'relative',
        borderRadius: 'var(--r-s)',
        background: active ? 'var(--accent-soft)' : 'none',
        '&:hover': { background: active ? 'var(--accent-soft)' : 'var(--surface-2)' },
        '& .actions': { opacity: 0 },
        '&:hover .actions, & .actions:focus-visible, & .actions[aria-expanded=true]': { opacity: 1 },
        '@media (hover: none)': { '& .actions': { opacity: 0.6 } },
      }}
    >
      <LinkBox
        to="/chat/$conversationId"
        params={{ conversationId: thread.id }}
        onClick={onChosen}
        aria-current={active ? 'page' : undefined}
        title={title}
        sx={{
          display: 'block',
          p: '7px 32px 7px 9px',
          borderRadius: 'var(--r-s)',
          ...ONE_LINE,
          textDecoration: 'none',
          color: active ? 'var(--accent)' : 'var(--text)',
          fontWeight: active ? 560 : 400,
        }}
      >
        {title}
      </LinkBox>
      <ActionMenu
        className="actions"
        size="small"
        label={t('threadActions', { title })}
        actions={[
          { label: t('rename'), icon: 'edit', onChoose: () => setDialog('rename') },
          { label: t('remove'), icon: 'trash', destructive: true, onChoose: () => setDialog('remove') },
        ]}
        sx={{ position: 'absolute', right: 3, top: 4, p: '3px' }}
      />
      {dialog === 'rename' && <RenameThread thread={thread} onClose={() => setDialog(null)} />}
      {dialog === 'remove' && (
        <RemoveThread
          thread={thread}
          title={title}
          onClose={() => setDialog(null)}
          onRemoved={() => onRemoved(thread.id)}
        />
      )}
    </Box>
  );
}
