import Box from '@mui/material/Box';
import InputBase from '@mui/material/InputBase';
import Popover from '@mui/material/Popover';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client } from '#shared/contract/clients.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Icon } from '../../ui/icon.tsx';
import { initialsOf } from '../../ui/initials-of.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { matching } from './matching.ts';
import { ONE_LINE } from '../../ui/one-line.ts';

type Props = {
  anchor: HTMLElement;
  clients: readonly Client[];
  current: string;
  onChoose: (id: string) => void;
  onClose: () => void;
};

/** Every client by name, found by typing; arrows and Enter choose, Escape leaves. */
export function ClientChoice({ anchor, clients, current, onChoose, onClose }: Props) {
  const { t, i18n } = useTranslation('shell');
  const [typed, setTyped] = useState('');
  const shown = useMemo(
    () =>
      matching(
        typed,
        clients
          .map(client => ({ ...client, label: `${client.name} ${client.domain ?? ''}` }))
          .toSorted((a, b) => a.name.localeCompare(b.name, i18n.language)),
      ),
    [typed, clients, i18n.language],
  );
  const [pointed, setPointed] = useState<number | null>(null);
  const start = Math.max(
    0,
    shown.findIndex(({ id }) => id === current),
  );
  const at = Math.min(pointed ?? start, shown.length - 1);
  const option = useRef<HTMLDivElement>(null);
  useEffect(() => {
    option.current?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setPointed(Math.min(at + 1, shown.length - 1));
    else if (event.key === 'ArrowUp') setPointed(Math.max(at - 1, 0));
    else if (event.key === 'Home') setPointed(0);
    else if (event.key === 'End') setPointed(shown.length - 1);
    else if (event.key === 'Enter') {
      const chosen = shown[at];
      if (chosen) onChoose(chosen.id);
    } else return;
    event.preventDefault();
  };

  return (
    <Popover
      open
      anchorEl={anchor}
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      slotProps={{
        paper: {
          role: 'dialog',
          'aria-label': t('clientSwitch'),
          sx: {
            width: 300,
            maxWidth: 'calc(100vw - 32px)',
            mt: 0.5,
            border: '1px solid var(--line)',
            borderRadius: 'var(--r-m)',
            boxShadow: 'var(--shadow-2)',
          },
        },
      }}
    >
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 1,
          p: '8px 12px',
          borderBottom: '1px solid var(--line)',
          color: 'var(--muted)',
        }}
      >
        <Icon name="search" size={16} />
        <InputBase
          autoFocus
          fullWidth
          value={typed}
          placeholder={t('clientSearch')}
          onChange={event => {
            setTyped(event.target.value);
            setPointed(0);
          }}
          onKeyDown={onKeyDown}
          inputProps={{
            role: 'combobox',
            'aria-label': t('clientSearch'),
            'aria-expanded': true,
            'aria-controls': 'client-choice',
            'aria-activedescendant': shown[at] ? `client-choice-${shown[at].id}` : undefined,
          }}
          sx={{ color: 'var(--text)' }}
        />
      </Box>
      <Box
        id="client-choice"
        role="listbox"
        aria-label={t('clientSwitch')}
        sx={{ maxHeight: 'min(360px, 50vh)', overflowY: 'auto', p: 0.75 }}
      >
        {shown.length === 0 ? <Box sx={{ p: 1.5, color: 'var(--muted)' }}>{t('clientNone')}</Box> : null}
        {shown.map(({ id, name }, index) => (
          <Box
            key={id}
            ref={index === at ? option : undefined}
            id={`client-choice-${id}`}
            role="option"
            aria-selected={id === current}
            onMouseMove={() => setPointed(index)}
            onClick={() => onChoose(id)}
            sx={{
              display: 'flex',
              alignItems: 'center',
              gap: 1.25,
              p: '6px 8px',
              borderRadius: 'var(--r-s)',
              cursor: 'pointer',
              background: index === at ? 'var(--surface-2)' : 'none',
              color: id === current ? 'var(--accent)' : 'inherit',
              fontWeight: id === current ? 600 : 400,
            }}
          >
            <Avatar text={initialsOf(name)} size={26} />
            <Box
              sx={{
                flex: 1,
                minWidth: 0,
                ...ONE_LINE,
              }}
            >
              {name}
            </Box>
            {id === current ? <Icon name="check" size={16} /> : null}
          </Box>
        ))}
      </Box>
      <Box sx={{ p: 0.75, borderTop: '1px solid var(--line)' }}>
        <LinkButton
          to="/clients"
          variant="text"
          size="small"
          fullWidth
          sx={{ justifyContent: 'flex-start' }}
          onClick={onClose}
        >
          {t('clientManage')}
        </LinkButton>
      </Box>
    </Popover>
  );
}
