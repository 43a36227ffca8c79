import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { WidgetPlacement } from '#shared/contract/widgets.ts';
import { QrCode } from '../../../state/qr-code.tsx';
import { CodeBox } from './code-box.tsx';

type Props = { placement: WidgetPlacement; pageUrl: string | null };

/** The page that tests from wherever it is opened, for the page of the owner's when one is named. */
export function DeviceCheck({ placement: { checkUrl }, pageUrl }: Props) {
  const { t } = useTranslation('deploy');
  const address = pageUrl === null ? checkUrl : `${checkUrl}?page=${encodeURIComponent(originOf(pageUrl))}`;
  return (
    <Box
      sx={{
        display: 'flex',
        gap: 2.5,
        flexDirection: { xs: 'column', sm: 'row' },
        alignItems: { sm: 'flex-start' },
      }}
    >
      <Box sx={{ flex: 1, minWidth: 0, display: 'grid', gap: 1 }}>
        <Box component="h3" sx={{ m: 0, typography: 'body', fontWeight: 620 }}>
          {t('deviceTitle')}
        </Box>
        <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('deviceHint')}</Box>
        <CodeBox label={t('deviceAddress')} text={address} />
      </Box>
      <QrCode url={address} />
    </Box>
  );
}

function originOf(address: string): string {
  return new URL(address).origin;
}
