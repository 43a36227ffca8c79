import Box from '@mui/material/Box';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFileChooser } from '../../ui/file-chooser.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { ForWhom } from './for-whom.tsx';
import type { AddDocuments } from './use-add-documents.ts';

type Props = { add: AddDocuments; forWhom: ForWhom };

/** Where files and folders are chosen by a click, or dropped: here, or anywhere on the page. */
export function DropZone({ add, forWhom }: Props) {
  const { t } = useTranslation('knowledge');
  const over = useFilesDropped(transfer => {
    if (add.ready) void add.drop(transfer);
  });
  const { choose, input } = useFileChooser({
    multiple: true,
    label: t('addFiles'),
    instead: add.chooseFiles,
    onChosen: add.addChosen,
  });
  return (
    <Box
      sx={{
        border: '1px dashed',
        borderColor: over ? 'var(--accent)' : 'var(--line)',
        background: over ? 'var(--accent-soft)' : 'none',
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
            {t(over ? 'dropNow' : 'dropTitle')}
          </Box>
          <Box component="span" sx={{ display: 'block', color: 'var(--muted)', typography: 'small' }}>
            {forWhom.known ? t('dropFor', { name: forWhom.known.name }) : t('dropAsks')} {t('dropHint')}
          </Box>
        </span>
      </Box>
      {input}
    </Box>
  );
}

/**
 * Whether files are held over the page, which takes them wherever they are let go: beside the zone, the browser would
 * leave Foyer to show the file.
 */
function useFilesDropped(onDrop: (transfer: DataTransfer) => void): boolean {
  const [depth, setDepth] = useState(0);
  const drop = useEffectEvent(onDrop);
  useEffect(() => {
    const abort = new AbortController();
    const listen = (
      type: 'dragenter' | 'dragleave' | 'dragover' | 'drop',
      act: (transfer: DataTransfer) => void,
    ) =>
      window.addEventListener(
        type,
        event => {
          const { dataTransfer } = event;
          if (!dataTransfer?.types.includes('Files')) return;
          event.preventDefault();
          act(dataTransfer);
        },
        { signal: abort.signal },
      );
    listen('dragenter', () => setDepth(count => count + 1));
    listen('dragleave', () => setDepth(count => Math.max(0, count - 1)));
    listen('dragover', () => undefined);
    listen('drop', transfer => {
      setDepth(0);
      drop(transfer);
    });
    return () => abort.abort();
  }, []);
  return depth > 0;
}
