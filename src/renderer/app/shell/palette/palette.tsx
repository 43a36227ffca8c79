import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import InputBase from '@mui/material/InputBase';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { PALETTE_EVENT } from '../../../state/palette-event.ts';
import { Icon } from '../../../ui/icon.tsx';
import { placeWords, useEntries } from './use-entries.ts';
import { ONE_LINE } from '../../../ui/one-line.ts';

const QUIET_MS = 3_000; // after the shell is there

export function Palette() {
  const [open, setOpen] = useState(false);
  const queries = useQueryClient();
  // Nothing else is waited for any more: what the palette will be asked for can come.
  useEffect(() => {
    const timer = setTimeout(() => void queries.prefetchQuery(placeWords), QUIET_MS);
    return () => clearTimeout(timer);
  }, [queries]);
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
  // Not deferred: who types and presses Enter at once means what was typed.
  const offered = useEntries(text, onClose);
  const entries = offered ?? [];
  const [entered, setEntered] = useState(false);
  const current = Math.min(chosen, entries.length - 1);

  // Who was faster than the words is taken there as soon as they are read.
  useEffect(() => {
    if (!entered || !offered) return;
    setEntered(false);
    offered[Math.min(chosen, offered.length - 1)]?.go();
  }, [entered, offered, chosen]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setChosen(Math.min(current + 1, entries.length - 1));
    else if (event.key === 'ArrowUp') setChosen(Math.max(current - 1, 0));
    else if (event.key === 'Enter') setEntered(true);
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
          sx={{ typography: 'lead', color: 'var(--text)' }}
        />
      </Box>
      <Box id="palette-list" role="listbox" sx={{ maxHeight: '50vh', overflowY: 'auto', p: 1 }}>
        {offered?.length === 0 ? <Box sx={{ p: 2, color: 'var(--muted)' }}>{t('paletteEmpty')}</Box> : null}
        {entries.map((entry, index) => (
          <Box key={entry.id}>
            {entries[index - 1]?.group === entry.group ? null : (
              <Box sx={{ typography: 'tiny', fontWeight: 600, color: 'var(--faint)', p: '8px 10px 4px' }}>
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
              <Box sx={{ ...ONE_LINE }}>
                {entry.of === undefined ? entry.label : `${entry.of} · ${entry.label}`}
              </Box>
            </Box>
          </Box>
        ))}
      </Box>
    </Dialog>
  );
}
