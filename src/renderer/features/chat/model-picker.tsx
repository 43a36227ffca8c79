import Box from '@mui/material/Box';
import ListSubheader from '@mui/material/ListSubheader';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Model } from '#shared/contract/models.ts';
import { Icon } from '../../ui/icon.tsx';
import { ONE_LINE } from '../../ui/one-line.ts';

export const EMBEDDED = 'embedded';

type Props = {
  models: readonly Model[];
  /** The chatbot's own model; null when it quotes documents. */
  own: Model | null;
  /** Undefined: the chatbot's own. */
  value: string | undefined;
  onChange: (value: string | undefined) => void;
};

/** Which model gives the next answer: the chatbot's, another, or none. */
export function ModelPicker({ models, own, value, onChange }: Props) {
  const { t } = useTranslation('chat');
  const [anchor, setAnchor] = useState<Element | null>(null);
  const id = useId();
  const chosen = value === EMBEDDED ? null : (models.find(model => model.id === value) ?? own);
  const choose = (next: string | undefined) => {
    setAnchor(null);
    onChange(next);
  };
  const others = models.filter(model => model.id !== own?.id);
  return (
    <>
      <Box
        component="button"
        type="button"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-label={t('chooseModel')}
        onClick={event => setAnchor(event.currentTarget)}
        sx={{
          font: 'inherit',
          typography: 'small',
          fontWeight: 560,
          display: 'inline-flex',
          alignItems: 'center',
          gap: 0.5,
          maxWidth: 240,
          border: 0,
          borderRadius: '99px',
          p: '3px 8px 3px 11px',
          cursor: 'pointer',
          background: value === undefined ? 'var(--surface-2)' : 'var(--accent-soft)',
          color: value === undefined ? 'var(--muted)' : 'var(--accent)',
        }}
      >
        <Box component="span" sx={{ ...ONE_LINE }}>
          {chosen?.name ?? t('noModel')}
        </Box>
        <Icon name="down" size={14} />
      </Box>
      <Menu
        id={id}
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'top', horizontal: 'left' }}
        transformOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      >
        <ListSubheader
          sx={{ background: 'none', lineHeight: 2.4, color: 'var(--faint)', typography: 'small' }}
        >
          {t('chooseModel')}
        </ListSubheader>
        {own && (
          <MenuItem selected={value === undefined} onClick={() => choose(undefined)}>
            <Line title={own.name} note={`${t('botModel')} · ${t(own.local ? 'local' : 'remote')}`} />
          </MenuItem>
        )}
        {others.map(model => (
          <MenuItem key={model.id} selected={value === model.id} onClick={() => choose(model.id)}>
            <Line title={model.name} note={t(model.local ? 'local' : 'remote')} />
          </MenuItem>
        ))}
        <MenuItem
          selected={value === EMBEDDED || (own === null && value === undefined)}
          onClick={() => choose(own === null ? undefined : EMBEDDED)}
        >
          <Line title={t('noModel')} note={t('noModelHint')} />
        </MenuItem>
      </Menu>
    </>
  );
}

function Line({ title, note }: { title: string; note: string }) {
  return (
    <div>
      <div>{title}</div>
      <Box sx={{ typography: 'small', color: 'var(--muted)' }}>{note}</Box>
    </div>
  );
}
