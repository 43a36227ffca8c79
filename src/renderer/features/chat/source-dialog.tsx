import Dialog from '@mui/material/Dialog';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useTranslation } from 'react-i18next';
import type { Source } from '#shared/contract/messages.ts';
import { sourceName, SourcePanel } from './source-panel.tsx';

type Props = {
  source: Source;
  place: number;
  shownAt: number;
  onPlace: (place: number) => void;
  onClose: () => void;
};

/** A source over the page, where there is no room beside the answer; the whole screen on a phone. */
export function SourceDialog({ source, place, shownAt, onPlace, onClose }: Props) {
  const { t } = useTranslation('chat');
  const phone = useMediaQuery('(max-width: 640px)');
  return (
    <Dialog
      open
      onClose={onClose}
      fullScreen={phone}
      fullWidth
      maxWidth="sm"
      slotProps={{
        paper: {
          'aria-label': sourceName(source, t),
          sx: phone ? { borderRadius: 0, border: 0 } : { height: '82vh', overflow: 'hidden' },
        },
      }}
    >
      <SourcePanel source={source} place={place} shownAt={shownAt} onPlace={onPlace} onClose={onClose} />
    </Dialog>
  );
}
