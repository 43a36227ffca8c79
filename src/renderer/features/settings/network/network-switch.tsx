import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NetworkState } from '#shared/contract/network.ts';
import { useNetworkChange } from './use-network-change.ts';

/** Opens Foyer to the local network, or closes it. */
export function NetworkSwitch({ state: { settings } }: { state: NetworkState }) {
  const { t } = useTranslation('network');
  const [asked, ask] = useState<boolean | null>(null); // until it is confirmed
  const change = useNetworkChange({ onSettled: () => ask(null) });
  const turn = (enabled: boolean) => {
    ask(enabled);
    change.save({ enabled }, t(enabled ? 'switchedOn' : 'switchedOff'));
  };
  return (
    <FormControlLabel
      sx={{ m: 0 }}
      label={<span className="visually-hidden">{t('switch')}</span>}
      control={
        <Switch
          checked={asked ?? settings.enabled}
          disabled={change.pending}
          onChange={event => turn(event.target.checked)}
        />
      }
    />
  );
}
