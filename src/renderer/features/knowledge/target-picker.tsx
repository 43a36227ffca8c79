import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import { Icon } from '../../ui/icon.tsx';

type Props = { bots: readonly Chatbot[]; value: readonly string[]; onChange: (ids: string[]) => void };

/** For which chatbots the documents to come are meant. */
export function TargetPicker({ bots, value, onChange }: Props) {
  const { t } = useTranslation('knowledge');
  const [anchor, setAnchor] = useState<Element | null>(null);
  const chosen = bots.filter(bot => value.includes(bot.id));
  const words = () => {
    if (chosen.length === 0) return t('targetsNone');
    if (chosen.length === 1) return chosen[0]?.name;
    return chosen.length === bots.length ? t('targetsAll') : t('targetsMany', { count: chosen.length });
  };
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minWidth: 0 }}>
      <Box component="span" sx={{ color: 'var(--muted)', fontSize: 13 }}>
        {t('targets')}
      </Box>
      <Button
        aria-label={t('targetsLabel')}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        endIcon={<Icon name="down" size={15} />}
        onClick={event => setAnchor(event.currentTarget)}
      >
        {words()}
      </Button>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        {bots.map(({ id, name }) => {
          const checked = value.includes(id);
          return (
            <MenuItem
              key={id}
              role="menuitemcheckbox"
              aria-checked={checked}
              onClick={() => onChange(checked ? value.filter(other => other !== id) : [...value, id])}
            >
              <Checkbox size="small" checked={checked} tabIndex={-1} disableRipple sx={{ p: 0 }} />
              {name}
            </MenuItem>
          );
        })}
      </Menu>
    </Box>
  );
}
