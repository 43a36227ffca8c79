import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslation } from 'react-i18next';
import type { WidgetPlacement } from '#shared/contract/widgets.ts';
import type { Widget } from '#shared/contract/widget-settings.ts';
import { Icon } from '../../../ui/icon.tsx';
import { QrCode } from '../../../state/qr-code.tsx';
import { CodeBox } from './code-box.tsx';
import { useWidgetChange } from './use-widget-change.ts';

type Props = {
  widget: Widget;
  placement: WidgetPlacement;
  /** Its address alone. */
  plain?: boolean;
};

/** The chatbot as a page of its own: by its code for a phone, for a kiosk, or in a frame. */
export function FullPage({ widget, placement, plain = false }: Props) {
  const { t } = useTranslation('deploy');
  const change = useWidgetChange(widget.chatbotId);
  const { pageUrl, frame } = placement;
  if (pageUrl === null || frame === null) {
    return (
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, flexWrap: 'wrap' }}>
        <Box sx={{ flex: '1 1 200px' }}>{t('pageOff')}</Box>
        <Button
          disabled={change.pending}
          onClick={() => change.save({ behaviour: { fullPage: true } }, t('pageOpened'))}
        >
          {t('pageOpen')}
        </Button>
      </Box>
    );
  }
  if (plain) return <CodeBox label={t('pageAddress')} text={pageUrl} />;
  return (
    <>
      <Box
        sx={{
          display: 'flex',
          gap: 2.5,
          flexDirection: { xs: 'column', sm: 'row' },
          alignItems: { sm: 'flex-start' },
        }}
      >
        <Box sx={{ flex: 1, minWidth: 0, display: 'grid', gap: 1.25 }}>
          <CodeBox label={t('pageAddress')} text={pageUrl} />
          <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, flexWrap: 'wrap' }}>
            <Button
              component="a"
              size="small"
              href={pageUrl}
              target="_blank"
              rel="noreferrer"
              startIcon={<Icon name="external" size={15} />}
            >
              {t('pageTry')}
            </Button>
            <Button
              size="small"
              variant="text"
              disabled={change.pending}
              onClick={() => change.save({ behaviour: { fullPage: false } }, t('pageClosed'))}
            >
              {t('pageClose')}
            </Button>
            <Box sx={{ color: 'var(--muted)', typography: 'small', flex: '1 1 100%' }}>{t('pageQr')}</Box>
          </Box>
        </Box>
        <QrCode url={pageUrl} />
      </Box>
      <Box sx={{ display: 'grid', gap: 0.5 }}>
        <CodeBox label={t('kioskAddress')} text={`${pageUrl}?kiosk`} />
        <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('kioskHint')}</Box>
      </Box>
      <CodeBox label={t('frameCode')} text={frame} />
    </>
  );
}
