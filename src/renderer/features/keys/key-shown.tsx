import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiKey } from '#shared/contract/keys.ts';
import { desktop, orpc } from '../../rpc/client.ts';
import { ownAddress } from '../../rpc/own-address.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { OnceShownDialog } from '../../ui/once-shown.tsx';
import { sampleCall } from './sample-call.ts';

const USUAL_ADDRESS = 'http://127.0.0.1:4280';

type Props = { made: ApiKey & { key: string }; chatbotId: string | undefined; onClose: () => void };

/** The key, this once, and a line to try it with. */
export function KeyShown({ made, chatbotId, onClose }: Props) {
  const { t } = useTranslation('keys');
  const titleId = useId();
  const info = useQuery({ ...orpc.system.info.queryOptions({ input: {} }), enabled: desktop !== undefined });
  const own = desktop ? (info.data?.address ?? null) : ownAddress;
  const { key, name, scopes } = made;
  const sample = sampleCall({
    address: own ?? USUAL_ADDRESS,
    key,
    scopes,
    chatbotId,
    question: t('sampleQuestion'),
    words: t('sampleSearch'),
  });
  return (
    <OnceShownDialog secret={key} fullWidth maxWidth="sm" aria-labelledby={titleId} onClose={onClose}>
      {({ done }) => (
        <>
          <DialogTitle id={titleId}>{t('shownTitle')}</DialogTitle>
          <DialogContent>
            <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
              <Box sx={{ p: '9px 12px', borderRadius: '10px', background: 'var(--warn-soft)' }}>
                {t('shownOnce')}
              </Box>
              <Shown label={t('shownKey', { name })} text={key} />
              <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('shownCare')}</Box>
              <Shown label={t('shownTry')} text={sample} />
              {own === null && (
                <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('shownNoAddress')}</Box>
              )}
            </Box>
          </DialogContent>
          <DialogActions>
            <Button variant="contained" onClick={done}>
              {t('shownDone')}
            </Button>
          </DialogActions>
        </>
      )}
    </OnceShownDialog>
  );
}

function Shown({ label, text }: { label: string; text: string }) {
  const id = useId();
  return (
    <Box sx={{ background: 'var(--surface-2)', borderRadius: 'var(--r-s)', p: '6px 6px 10px 12px' }}>
      <Box sx={{ display: 'flex', alignItems: 'center', color: 'var(--muted)', typography: 'small' }}>
        <Box id={id} sx={{ flex: 1 }}>
          {label}
        </Box>
        <CopyButton text={text} />
      </Box>
      <Box
        component="pre"
        aria-labelledby={id}
        tabIndex={0}
        sx={{
          m: 0,
          pr: 1,
          fontFamily: 'monospace',
          typography: 'small',
          whiteSpace: 'pre-wrap',
          overflowWrap: 'anywhere',
          userSelect: 'all',
        }}
      >
        {text}
      </Box>
    </Box>
  );
}
