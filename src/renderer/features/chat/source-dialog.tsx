import Dialog from '@mui/material/Dialog';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useTranslation } from 'react-i18next';
import type { Source } from '#shared/contract/conversations.ts';
import { SourcePanel } from './source-panel.tsx';

type Props = { source: Source; shownAt: number; onClose: () => void };

/** A source over the page, where there is no room beside the answer; the whole screen on a phone. */
export function SourceDialog({ source, shownAt, onClose }: Props) {
  const { t } = useTranslation('chat');
  const phone = useMediaQuery('(max-width: 640px)');
  return (
    <Dialog
      open
      onClose={onClose}
      fullScreen={phone}
      fullWidth
      maxWidth="sm"
      aria-label={t('source', { number: source.number })}
      slotProps={{
        paper: { sx: phone ? { borderRadius: 0, border: 0 } : { height: '82vh', overflow: 'hidden' } },
      }}
    >
      <SourcePanel source={source} shownAt={shownAt} onClose={onClose} />
    </Dialog>
  );
}
