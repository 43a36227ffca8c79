import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import InputBase from '@mui/material/InputBase';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useMemo, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { editors, type Role } from '#shared/contract/route.ts';
import { orpc } from '../../rpc/client.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { PALETTE_EVENT } from '../../state/palette-event.ts';
import { useCurrentClient } from '../../state/current-client.tsx';
import { isOwnConversation } from '../../state/own-conversation.ts';
import { useRights } from '../../state/rights.ts';
import { useSession } from '../../state/session.tsx';
import { matching } from './palette-matching.ts';
import { useClientChoice } from './use-client-choice.ts';
import { usePlaces } from './use-places.ts';

const FOUND_PER_GROUP = 6;

type Entry = { id: string; group: string; label: string; icon: IconName; go: () => void };

export function Palette() {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setOpen(current => !current);
      }
    };
    const onOpen = () => setOpen(true);
    window.addEventListener('keydown', onKey);
    window.addEventListener(PALETTE_EVENT, onOpen);
    return () => {
      window.removeEventListener('keydown', onKey);
      window.removeEventListener(PALETTE_EVENT, onOpen);
    };
  }, []);
  return open ? <OpenPalette onClose={() => setOpen(false)} /> : null;
}

function OpenPalette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('shell');
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const entries = useEntries(useDeferredValue(text), onClose);
  const current = Math.min(chosen, entries.length - 1);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setChosen(Math.min(current + 1, entries.length - 1));
    else if (event.key === 'ArrowUp') setChosen(Math.max(current - 1, 0));
    else if (event.key === 'Enter') entries[current]?.go();
    else return;
    event.preventDefault();
  };

  return (
    <Dialog
      open
      onClose={onClose}
      fullWidth
      maxWidth="sm"
      aria-label={t('palette')}
      slotProps={{ paper: { sx: { position: 'absolute', top: '12vh', m: 0 } } }}
    >
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 1.25,
          p: '12px 16px',
          borderBottom: '1px solid var(--line)',
          color: 'var(--muted)',
        }}
      >
        <Icon name="search" />
        <InputBase
          autoFocus
          fullWidth
          placeholder={t('palette')}
          value={text}
          onChange={event => {
            setText(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
          inputProps={{
            role: 'combobox',
            'aria-label': t('palette'),
            'aria-expanded': true,
            'aria-controls': 'palette-list',
            'aria-activedescendant': entries[current] ? `palette-${entries[current].id}` : undefined,
          }}
          sx={{ fontSize: 15, color: 'var(--text)' }}
        />
      </Box>
      <Box id="palette-list" role="listbox" sx={{ maxHeight: '50vh', overflowY: 'auto', p: 1 }}>
        {entries.length === 0 ? <Box sx={{ p: 2, color: 'var(--muted)' }}>{t('paletteEmpty')}</Box> : null}
        {entries.map((entry, index) => (
          <Box key={entry.id}>
            {entries[index - 1]?.group === entry.group ? null : (
              <Box sx={{ fontSize: 11.5, fontWeight: 600, color: 'var(--faint)', p: '8px 10px 4px' }}>
                {entry.group}
              </Box>
            )}
            <Box
              id={`palette-${entry.id}`}
              role="option"
              aria-selected={index === current}
              onMouseMove={() => setChosen(index)}
              onClick={entry.go}
              sx={{
                display: 'flex',
                gap: 1.25,
                alignItems: 'center',
                p: '8px 10px',
                borderRadius: 'var(--r-s)',
                cursor: 'pointer',
                '&[aria-selected=true]': { background: 'var(--accent-soft)', color: 'var(--accent)' },
              }}
            >
              <Icon name={entry.icon} />
              <Box sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
                {entry.label}
              </Box>
            </Box>
          </Box>
        ))}
      </Box>
    </Dialog>
  );
}

function useEntries(text: string, onClose: () => void): Entry[] {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  const { may } = useRights();
  const session = useSession();
  const places = usePlaces();
  const { clients } = useCurrentClient();
  const choose = useClientChoice();
  const searching = text.trim().length >= 2;
  const chatbots = useQuery(orpc.chatbots.list.queryOptions({ input: {} }));
  const documents = useQuery({
    ...orpc.documents.list.queryOptions({ input: { q: text.trim(), limit: FOUND_PER_GROUP } }),
    enabled: searching,
  });
  const conversations = useQuery({
    ...orpc.conversations.search.queryOptions({ input: { q: text.trim(), limit: FOUND_PER_GROUP } }),
    enabled: searching,
  });

  return useMemo(() => {
    const going = (to: () => unknown) => () => {
      onClose();
      void to();
    };
    const editor = may(...editors);
    const fixed: Entry[] = [
      ...places.map(place => ({
        id: place.name,
        group: t('palettePages'),
        label: t(place.name),
        icon: place.icon,
        go: going(() => navigate({ to: place.to })),
      })),
      {
        id: 'new-conversation',
        group: t('paletteActions'),
        label: t('actionNewConversation'),
        icon: 'message',
        go: going(() => navigate({ to: '/chat' })),
      },
      ...(editor
        ? [
            {
              id: 'add-documents',
              group: t('paletteActions'),
              label: t('actionAddDocuments'),
              icon: 'book' as const,
              go: going(() => navigate({ to: '/knowledge' })),
            },
            {
              id: 'new-chatbot',
              group: t('paletteActions'),
              label: t('actionNewChatbot'),
              icon: 'bot' as const,
              go: going(() => navigate({ to: '/chatbots', search: { create: true } })),
            },
          ]
        : []),
      ...(may('owner', 'admin')
        ? [
            {
              id: 'add-model',
              group: t('paletteActions'),
              label: t('actionAddModel'),
              icon: 'chip' as const,
              go: going(() => navigate({ to: '/models', search: { add: true } })),
            },
            {
              id: 'people',
              group: t('palettePages'),
              label: t('people'),
              icon: 'people' as const,
              go: going(() => navigate({ to: '/settings/$section', params: { section: 'people' } })),
            },
            {
              id: 'invite-person',
              group: t('paletteActions'),
              label: t('actionInvite'),
              icon: 'people' as const,
              go: going(() =>
                navigate({
                  to: '/settings/$section',
                  params: { section: 'people' },
                  search: { invite: true },
                }),
              ),
            },
            {
              id: 'new-client',
              group: t('paletteActions'),
              label: t('actionNewClient'),
              icon: 'building' as const,
              go: going(() => navigate({ to: '/clients', search: { create: true } })),
            },
          ]
        : []),
      ...(chatbots.data ?? []).map(bot => ({
        id: bot.id,
        group: t('paletteChatbots'),
        label: bot.name,
        icon: 'bot' as const,
        go: going(() =>
          mayShape(session.roleIn(bot.clientId))
            ? navigate({ to: '/chatbots/$id', params: { id: bot.id } })
            : navigate({ to: '/chat', search: { bot: bot.id } }),
        ),
      })),
      ...(clients.length > 1 ? clients : []).map(({ id, name }) => ({
        id,
        group: t('paletteClients'),
        label: name,
        icon: 'building' as const,
        go: going(() => choose(id)),
      })),
    ];
    const found: Entry[] = searching
      ? [
          ...(documents.data?.items ?? []).map(item => ({
            id: item.id,
            group: t('paletteDocuments'),
            label: item.title,
            icon: 'file' as const,
            go: going(() => navigate({ to: '/documents/$id', params: { id: item.id } })),
          })),
          ...(conversations.data?.items ?? []).map(item => ({
            id: item.id,
            group: t('paletteConversations'),
            label: item.title,
            icon: 'message' as const,
            go: going(() =>
              isOwnConversation(item, session)
                ? navigate({ to: '/chat/$conversationId', params: { conversationId: item.id } })
                : navigate({ to: '/conversations/$id', params: { id: item.id } }),
            ),
          })),
        ]
      : [];
    return [...matching(text, fixed), ...found];
  }, [
    text,
    t,
    navigate,
    may,
    session,
    places,
    clients,
    choose,
    searching,
    chatbots.data,
    documents.data,
    conversations.data,
    onClose,
  ]);
}

function mayShape(role: Role | null): boolean {
  return role !== null && (editors as readonly Role[]).includes(role);
}
