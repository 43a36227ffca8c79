import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import { useTranslation } from 'react-i18next';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import type { Widget } from '#shared/contract/widget-settings.ts';
import { StateChip } from '../../../ui/state-chip.tsx';
import { SettingCard } from '../../settings/setting-card.tsx';
import { useWidgetChange } from './use-widget-change.ts';

/** Whether this chatbot answers visitors at all. */
export function WidgetCard({ bot, widget }: { bot: Chatbot; widget: Widget }) {
  const { t } = useTranslation('deploy');
  const change = useWidgetChange(bot.id);
  return (
    <SettingCard
      title={t('widgetTitle')}
      hint={t('widgetHint')}
      action={
        <FormControlLabel
          sx={{ m: 0 }}
          label={<span className="visually-hidden">{t('widgetSwitch')}</span>}
          control={
            <Switch
              checked={widget.enabled}
              disabled={change.pending}
              onChange={(_, enabled) => change.save({ enabled }, t(enabled ? 'switchedOn' : 'switchedOff'))}
            />
          }
        />
      }
    >
      <Box role="status" sx={{ display: 'flex', gap: 1.25, alignItems: 'baseline', flexWrap: 'wrap' }}>
        <StateChip tone={widget.enabled ? 'ok' : 'quiet'} dot>
          {t(widget.enabled ? 'widgetOn' : 'widgetOff')}
        </StateChip>
        {!bot.active && <Box sx={{ flex: '1 1 260px' }}>{t('botInactive')}</Box>}
      </Box>
    </SettingCard>
  );
}
