import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/client.ts';
import { SettingCard } from '../../ui/setting-card.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useSettingsChange } from './use-settings-change.ts';

/** The switch for the text of pictures and scans. */
export function RecognitionCard() {
  const { t } = useTranslation('settings');
  const settings = useQuery(orpc.system.settings.queryOptions({ input: {} }));
  const change = useSettingsChange(({ recogniseText }) =>
    t(recogniseText ? 'data.recogniseOn' : 'data.recogniseOff'),
  );
  if (settings.isError) return <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />;
  if (!settings.data) return <LoadingState rows={1} />;
  const asked = change.isPending ? change.variables.recogniseText : undefined; // until it is confirmed
  return (
    <SettingCard
      title={t('data.recognise')}
      hint={t('data.recogniseHint')}
      action={
        <FormControlLabel
          sx={{ m: 0 }}
          label={<span className="visually-hidden">{t('data.recognise')}</span>}
          control={
            <Switch
              checked={asked ?? settings.data.recogniseText}
              onChange={event => change.mutate({ recogniseText: event.target.checked })}
            />
          }
        />
      }
    />
  );
}
