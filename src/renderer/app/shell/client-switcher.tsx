import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Tooltip from '@mui/material/Tooltip';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client } from '#shared/contract/clients.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Icon } from '../../ui/icon.tsx';
import { initialsOf } from '../../ui/initials-of.ts';
import { useCurrentClient } from '../../state/current-client.tsx';
import { ClientChoice } from './client-choice.tsx';
import { useClientChoice } from './use-client-choice.ts';
import { ONE_LINE } from '../../ui/one-line.ts';

/** Which client one works for; a button only when there is a choice. */
export function ClientSwitcher({ folded }: { folded: boolean }) {
  const { t } = useTranslation('shell');
  const { clients, current } = useCurrentClient();
  const choose = useClientChoice();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  if (!current) return null;
  if (clients.every(({ id }) => id === current.id)) {
    return folded ? null : (
      <Box sx={frame}>
        <ClientName client={current} />
      </Box>
    );
  }
  const button = (content: ReactNode) => (
    <ButtonBase
      onClick={event => setAnchor(event.currentTarget)}
      aria-haspopup="dialog"
      aria-expanded={anchor !== null}
      aria-label={folded ? `${t('clientSwitch')} (${current.name})` : undefined}
      sx={{
        ...frame,
        width: '100%',
        justifyContent: folded ? 'center' : 'flex-start',
        textAlign: 'left',
        ...(folded ? { p: '5px', border: 0, background: 'none' } : {}),
      }}
    >
      {content}
    </ButtonBase>
  );
  return (
    <>
      {folded ? (
        <Tooltip title={current.name} placement="right">
          {button(<Avatar text={initialsOf(current.name)} />)}
        </Tooltip>
      ) : (
        button(
          <>
            <ClientName client={current} />
            <Box sx={{ ml: 'auto', color: 'var(--faint)', display: 'grid' }}>
              <Icon name="down" size={16} />
            </Box>
          </>,
        )
      )}
      {anchor && (
        <ClientChoice
          anchor={anchor}
          clients={clients}
          current={current.id}
          onChoose={id => {
            setAnchor(null);
            void choose(id);
          }}
          onClose={() => setAnchor(null)}
        />
      )}
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
      <Avatar text={initialsOf(client.name)} />
      <Box sx={{ minWidth: 0, lineHeight: 1.25 }}>
        <Box
          sx={{
            fontWeight: 600,
            typography: 'small',
            ...ONE_LINE,
          }}
        >
          {client.name}
        </Box>
        <Box sx={{ color: 'var(--muted)', typography: 'tiny' }}>
          {t('chatbotCount', { count: client.chatbotCount })}
        </Box>
      </Box>
    </>
  );
}
