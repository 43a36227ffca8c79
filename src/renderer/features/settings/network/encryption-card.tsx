import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NetworkState } from '#shared/contract/network.ts';
import { useFormat } from '../../../ui/format.ts';
import { Facts, SettingCard } from '../../../ui/setting-card.tsx';
import { AuthorityBox } from './authority-box.tsx';
import { OwnCertificate } from './own-certificate.tsx';
import { useNetworkChange } from './use-network-change.ts';

const choices = ['off', 'generated', 'own'] as const;

/** Whether what travels is encrypted, and with whose certificate. */
export function EncryptionCard({ state }: { state: NetworkState }) {
  const { t } = useTranslation('network');
  const [asked, ask] = useState<(typeof choices)[number] | null>(null); // until it is confirmed
  const change = useNetworkChange({ onSettled: () => ask(null) });
  const { https } = state.settings;
  return (
    <SettingCard title={t('encryption')} hint={t('encryptionHint')}>
      <Box sx={{ display: 'grid', gap: 2 }}>
        <RadioGroup
          aria-label={t('encryption')}
          value={asked ?? https}
          onChange={(_event, value) => {
            const chosen = choices.find(choice => choice === value);
            if (chosen === undefined) return;
            ask(chosen);
            change.save({ https: chosen });
          }}
          sx={{ gap: 1 }}
        >
          {choices.map(choice => (
            <FormControlLabel
              key={choice}
              value={choice}
              disabled={change.pending}
              sx={{ alignItems: 'flex-start', m: 0 }}
              control={<Radio size="small" sx={{ p: '2px 9px 2px 0' }} />}
              label={
                <>
                  <Box sx={{ fontWeight: 570 }}>{t(`https_${choice}`)}</Box>
                  <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t(`https_${choice}Hint`)}</Box>
                </>
              }
            />
          ))}
        </RadioGroup>
        {https === 'generated' && state.authority !== null && <AuthorityBox authority={state.authority} />}
        {https !== 'off' && state.certificate !== null && <Certificate certificate={state.certificate} />}
        {https === 'own' && <OwnCertificate kept={state.certificate !== null} />}
      </Box>
    </SettingCard>
  );
}

function Certificate({ certificate }: { certificate: NonNullable<NetworkState['certificate']> }) {
  const { t } = useTranslation('network');
  const format = useFormat();
  return (
    <Box component="section" aria-label={t('certificate')}>
      <Facts
        facts={[
          { name: t('certificate'), value: certificate.subject },
          { name: t('certificateNames'), value: certificate.names.join(', ') },
          { name: t('certificateUntil'), value: format.dateTime(certificate.expiresAt) },
        ]}
      />
    </Box>
  );
}
