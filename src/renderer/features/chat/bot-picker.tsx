import Box from '@mui/material/Box';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Icon } from '../../ui/icon.tsx';

type Props = { bots: readonly Chatbot[]; bot: Chatbot; onChange: (id: string) => void };

/** The name of the chatbot one talks to; choosing another begins a conversation with it. */
export function BotPicker({ bots, bot, onChange }: Props) {
  const { t } = useTranslation('chat');
  const [anchor, setAnchor] = useState<Element | null>(null);
  if (bots.length < 2) return bot.name;
  return (
    <>
      <Box
        component="button"
        type="button"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        title={t('chooseBot')}
        onClick={event => setAnchor(event.currentTarget)}
        sx={{
          font: 'inherit',
          letterSpacing: 'inherit',
          color: 'inherit',
          border: 0,
          background: 'none',
          p: 0,
          display: 'inline-flex',
          alignItems: 'center',
          gap: 0.75,
          minWidth: 0,
          cursor: 'pointer',
          textAlign: 'left',
        }}
      >
        {bot.name}
        <Box component="span" sx={{ color: 'var(--faint)', display: 'grid' }}>
          <Icon name="down" />
        </Box>
      </Box>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        {bots.map(other => (
          <MenuItem
            key={other.id}
            selected={other.id === bot.id}
            onClick={() => {
              setAnchor(null);
              onChange(other.id);
            }}
          >
            <Avatar text={other.avatar} color={other.color} size={24} square />
            {other.name}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
