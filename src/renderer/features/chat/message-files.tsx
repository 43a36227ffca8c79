import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import { useTranslation } from 'react-i18next';
import type { MessagePart } from '#shared/contract/message-parts.ts';
import { partsOfType } from '#shared/lib/message-parts.ts';
import { fileAddress } from '../../rpc/files.ts';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';

/** The files of a message, on the side of who sent them. */
export function MessageFiles({ parts, side }: { parts: readonly MessagePart[]; side: 'start' | 'end' }) {
  const { t } = useTranslation('chat');
  const format = useFormat();
  const files = partsOfType(parts, 'file');
  if (files.length === 0) return null;
  return (
    <Box
      component="ul"
      aria-label={t('files')}
      sx={{ display: 'flex', flexWrap: 'wrap', justifyContent: `flex-${side}`, gap: 1, m: 0, p: 0 }}
    >
      {files.map(({ attachmentId, name, size }) => (
        <Box component="li" key={attachmentId} sx={{ listStyle: 'none', maxWidth: '100%' }}>
          <Chip
            clickable
            component="a"
            href={fileAddress('/attachments/{id}/file', { id: attachmentId })}
            variant="outlined"
            icon={<Icon name="file" size={15} />}
            label={`${name} · ${format.bytes(size)}`}
            sx={wholeNameStyle}
          />
        </Box>
      ))}
    </Box>
  );
}

/** A long name goes on in a second line: its end tells files apart. */
const wholeNameStyle = {
  height: 'auto',
  minHeight: 32,
  maxWidth: '100%',
  color: 'var(--text)',
  borderColor: 'var(--line)',
  '& .MuiChip-icon': { color: 'var(--muted)', ml: 1 },
  '& .MuiChip-label': { whiteSpace: 'normal', overflowWrap: 'anywhere', py: 0.5 },
};
