import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client } from '#shared/contract/clients.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useCurrentClient } from '../../state/current-client.tsx';

/** Which client one works for; a button only when there is a choice. */
export function ClientSwitcher({ folded }: { folded: boolean }) {
  const { clients, clientId, choose } = useCurrentClient();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const current = clients.find(client => client.id === clientId);
  if (!current || folded) return null;
  if (clients.length === 1) {
    return (
      <Box sx={frame}>
        <ClientName client={current} />
      </Box>
    );
  }
  return (
    <>
      <ButtonBase
        onClick={event => setAnchor(event.currentTarget)}
        aria-haspopup="menu"
        sx={{ ...frame, width: '100%', justifyContent: 'flex-start', textAlign: 'left' }}
      >
        <ClientName client={current} />
        <Box sx={{ ml: 'auto', color: 'var(--faint)', display: 'grid' }}>
          <Icon name="down" size={16} />
        </Box>
      </ButtonBase>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {clients.map(client => (
          <MenuItem
            key={client.id}
            selected={client.id === clientId}
            onClick={() => {
              choose(client.id);
              setAnchor(null);
            }}
          >
            <Avatar text={initials(client.name)} /> {client.name}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}

const frame = {
  display: 'flex',
  alignItems: 'center',
  gap: 1,
  border: '1px solid var(--line)',
  background: 'var(--surface)',
  borderRadius: 'var(--r-s)',
  p: '7px 9px',
  mb: 1.25,
  minWidth: 0,
} as const;

function ClientName({ client }: { client: Client }) {
  const { t } = useTranslation('shell');
  return (
    <>
      <Avatar text={initials(client.name)} />
      <Box sx={{ minWidth: 0, lineHeight: 1.25 }}>
        <Box
          sx={{
            fontWeight: 600,
            fontSize: 13,
            overflow: 'hidden',
            textOverflow: 'ellipsis',
            whiteSpace: 'nowrap',
          }}
        >
          {client.name}
        </Box>
        <Box sx={{ color: 'var(--muted)', fontSize: 11.5 }}>
          {t('chatbotCount', { count: client.chatbotCount })}
        </Box>
      </Box>
    </>
  );
}

function initials(name: string): string {
  return name
    .split(/\s+/)
    .slice(0, 2)
    .map(word => [...word][0] ?? '')
    .join('')
    .toUpperCase();
}
