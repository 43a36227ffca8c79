import Box from '@mui/material/Box';
import { useRef, useState, type DragEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icon.tsx';
import { VisuallyHiddenInput } from './file-inputs.tsx';
import type { AddDocuments } from './use-add-documents.ts';

type Props = { add: AddDocuments; children?: ReactNode };

/** Where files and folders are dropped, or chosen by a click; `children` say for which chatbots. */
export function DropZone({ add, children }: Props) {
  const { t } = useTranslation('knowledge');
  const [over, setOver] = useState(0);
  const files = useRef<HTMLInputElement>(null);
  const choose = () => (add.chooseFiles ? add.chooseFiles() : files.current?.click());
  const enter = (event: DragEvent) => {
    event.preventDefault();
    setOver(count => count + 1);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(0);
    if (add.ready) void add.drop(event.dataTransfer);
  };
  return (
    <Box
      onDragEnter={enter}
      onDragOver={event => event.preventDefault()}
      onDragLeave={() => setOver(count => Math.max(0, count - 1))}
      onDrop={drop}
      sx={{
        border: '1px dashed',
        borderColor: over > 0 ? 'var(--accent)' : 'var(--line)',
        background: over > 0 ? 'var(--accent-soft)' : 'none',
        borderRadius: 'var(--r-m)',
        p: { xs: 1.75, md: 2.25 },
        display: 'flex',
        alignItems: 'center',
        gap: 1.75,
        flexWrap: 'wrap',
        transition: 'background 150ms, border-color 150ms',
      }}
    >
      <Box
        component="button"
        type="button"
        disabled={!add.ready}
        onClick={choose}
        sx={{
          font: 'inherit',
          color: 'inherit',
          textAlign: 'left',
          border: 0,
          background: 'none',
          p: 0,
          flex: '1 1 260px',
          display: 'flex',
          alignItems: 'center',
          gap: 1.75,
          cursor: 'pointer',
          borderRadius: 'var(--r-s)',
          '&:disabled': { cursor: 'not-allowed', opacity: 0.6 },
        }}
      >
        <Box
          component="span"
          sx={{
            width: 32,
            height: 32,
            flex: 'none',
            borderRadius: '9px',
            display: 'grid',
            placeItems: 'center',
            background: 'var(--accent-soft)',
            color: 'var(--accent)',
          }}
        >
          <Icon name="up" />
        </Box>
        <span>
          <Box component="span" sx={{ display: 'block', fontWeight: 600 }}>
            {t(over > 0 ? 'dropNow' : 'dropTitle')}
          </Box>
          <Box component="span" sx={{ display: 'block', color: 'var(--muted)', fontSize: 12.5 }}>
            {add.ready ? t('dropHint') : t('targetsNone')}
          </Box>
        </span>
      </Box>
      {children}
      <VisuallyHiddenInput ref={files} label={t('addFiles')} onFiles={add.addChosen} />
    </Box>
  );
}
