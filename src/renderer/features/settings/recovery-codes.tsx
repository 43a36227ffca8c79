import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import FormControlLabel from '@mui/material/FormControlLabel';
import GlobalStyles from '@mui/material/GlobalStyles';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../state/session.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { useKeeping } from '../../ui/once-shown.tsx';
import { saveAsFile } from '../../ui/save-as-file.ts';
import { useToasts } from '../../ui/toasts.tsx';

/** The dialog that holds the codes, so that printing prints them and nothing of the page behind. */
export const PRINTED = 'printed-alone';
const NOT_PRINTED = 'not-printed';

const printStyles = {
  '@media print': {
    [`body > *:not(.${PRINTED}), .${NOT_PRINTED}, .MuiBackdrop-root, .MuiDialogTitle-root`]: {
      display: 'none !important',
    },
    [`.${PRINTED} *`]: { color: '#000 !important', background: 'none !important' },
    [`.${PRINTED} .MuiPaper-root`]: { border: '0 !important', boxShadow: 'none !important' },
  },
};

/** The body of a dialog that shows recovery codes, the only time they are shown. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const { t } = useTranslation('security');
  const toasts = useToasts();
  const format = useFormat();
  const { user } = useSession();
  const { keep } = useKeeping();
  const [kept, setKept] = useState(false);
  const [madeAt] = useState(() => new Date().toISOString());
  const heading = t('recovery.heading', {
    email: user?.email ?? '',
    date: format.dateTime(madeAt),
  });
  const text = `${heading}\n\n${codes.join('\n')}\n\n${t('recovery.once')}\n`;

  const copy = () =>
    void copyText(text).then(done => {
      if (done) keep();
      toasts.done(t(done ? 'recovery.copied' : 'recovery.copyFailed'));
    });
  const save = () => {
    saveAsFile(t('recovery.fileName'), 'text/plain;charset=utf-8', text);
    keep();
  };

  const print = () => {
    window.print();
    keep();
  };

  return (
    <>
      <GlobalStyles styles={printStyles} />
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Box className={NOT_PRINTED}>{t('recovery.text')}</Box>
        <Box sx={{ display: 'none', '@media print': { display: 'block' } }}>{heading}</Box>
        <Box component="ol" aria-label={t('recovery.title')} sx={listStyle}>
          {codes.map(code => (
            <li key={code}>{code}</li>
          ))}
        </Box>
        <Box sx={{ display: 'none', '@media print': { display: 'block' } }}>{t('recovery.once')}</Box>
        <Box className={NOT_PRINTED} sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
          <Button startIcon={<Icon name="copy" size={16} />} onClick={copy}>
            {t('recovery.copy')}
          </Button>
          <Button startIcon={<Icon name="download" size={16} />} onClick={save}>
            {t('recovery.save')}
          </Button>
          <Button startIcon={<Icon name="print" size={16} />} onClick={print}>
            {t('recovery.print')}
          </Button>
        </Box>
        <FormControlLabel
          className={NOT_PRINTED}
          label={t('recovery.kept')}
          control={<Checkbox checked={kept} onChange={event => setKept(event.target.checked)} />}
        />
      </DialogContent>
      <DialogActions className={NOT_PRINTED}>
        <Button variant="contained" disabled={!kept} onClick={onDone}>
          {t('recovery.done')}
        </Button>
      </DialogActions>
    </>
  );
}

const listStyle = {
  m: 0,
  p: '14px 16px',
  listStyle: 'none',
  display: 'grid',
  gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' },
  columnGap: 3,
  rowGap: 0.75,
  borderRadius: 'var(--r-m)',
  background: 'var(--surface-2)',
  fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  typography: 'body',
  justifyItems: 'center',
};
