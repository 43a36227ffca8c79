import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import { useTranslation } from 'react-i18next';
import { SettingCard } from '../../ui/setting-card.tsx';
import { useSettingsChange } from './use-settings-change.ts';

/** The switch that blocks every outgoing connection. */
export function OfflineCard({ on, mayChange }: { on: boolean; mayChange: boolean }) {
  const { t } = useTranslation('settings');
  const change = useSettingsChange(({ offline }) => t(offline ? 'privacy.turnedOn' : 'privacy.turnedOff'));
  const asked = change.isPending ? change.variables.offline : undefined; // until it is confirmed
  return (
    <SettingCard
      title={t('privacy.offline')}
      hint={mayChange ? t('privacy.offlineHint') : t(on ? 'privacy.offlineOn' : 'privacy.offlineOff')}
      action={
        mayChange && (
          <FormControlLabel
            sx={{ m: 0 }}
            label={<span className="visually-hidden">{t('privacy.offline')}</span>}
            control={
              <Switch
                checked={asked ?? on}
                onChange={event => change.mutate({ offline: event.target.checked })}
              />
            }
          />
        )
      }
    />
  );
}
