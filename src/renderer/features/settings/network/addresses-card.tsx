import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NetworkAddress, NetworkState } from '#shared/contract/network.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { Icon, type IconName } from '../../../ui/icon.tsx';
import { SettingCard } from '../../../ui/setting-card.tsx';
import { QrCode } from '../../../state/qr-code.tsx';

const icons: Record<NetworkAddress['kind'], IconName> = {
  wifi: 'wifi',
  cable: 'cable',
  vpn: 'lock',
  virtual: 'chip',
  loopback: 'home',
  other: 'globe',
};

type Line = { url: string; icon: IconName; what: string; note: string | null; scannable: boolean };

/** Under which addresses devices reach Foyer, and one of them as a code for a phone. */
export function AddressesCard({ state }: { state: NetworkState }) {
  const { t } = useTranslation('network');
  const lines = linesOf(state, t);
  const [chosen, choose] = useState<string | null>(null);
  const shown = lines.find(line => line.url === chosen) ?? lines.find(line => line.scannable);
  return (
    <SettingCard title={t('addresses')} hint={lines.length === 0 ? t('noAddress') : t('addressesHint')}>
      {shown && (
        <Box
          sx={{
            display: 'flex',
            gap: 2.5,
            flexDirection: { xs: 'column', sm: 'row' },
            alignItems: { sm: 'flex-start' },
          }}
        >
          <Box
            component="ul"
            sx={{ m: 0, p: 0, listStyle: 'none', flex: 1, minWidth: 0, display: 'grid', gap: 1 }}
          >
            {lines.map(line => (
              <AddressLine
                key={line.url}
                line={line}
                chosen={line.url === shown.url}
                onChoose={() => choose(line.url)}
              />
            ))}
          </Box>
          <QrCode url={shown.url} />
        </Box>
      )}
    </SettingCard>
  );
}

function linesOf(
  { addresses, name, settings }: NetworkState,
  t: ReturnType<typeof useTranslation<'network'>>['t'],
): Line[] {
  const own = addresses.map(({ url, kind, interface: card, family }) => ({
    url,
    icon: icons[kind],
    what: kind === 'loopback' ? t('card_loopback') : `${t(`card_${kind}`)} (${card})`,
    note: null,
    scannable: kind !== 'virtual' && family === 'IPv4',
  }));
  if (settings.interface === 'loopback') return own;
  const named = {
    url: name.url,
    icon: 'spark' as const,
    what: t('nameTitle'),
    note: t(`name_${name.state}`),
    scannable: false,
  };
  return [...own, named];
}

function AddressLine({ line, chosen, onChoose }: { line: Line; chosen: boolean; onChoose: () => void }) {
  const { t } = useTranslation('network');
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 0.5,
        pr: 0.75,
        borderRadius: 'var(--r-s)',
        background: chosen ? 'var(--accent-soft)' : 'var(--surface-2)',
      }}
    >
      <ButtonBase
        aria-pressed={chosen}
        onClick={onChoose}
        sx={{
          font: 'inherit',
          flex: 1,
          minWidth: 0,
          gap: 1.25,
          p: '8px 6px 8px 12px',
          justifyContent: 'flex-start',
          textAlign: 'left',
          borderRadius: 'var(--r-s)',
        }}
      >
        <Box sx={{ color: chosen ? 'var(--accent)' : 'var(--muted)', display: 'grid' }}>
          <Icon name={line.icon} />
        </Box>
        <Box sx={{ minWidth: 0 }}>
          <span className="visually-hidden">{t('showQr')}</span>{' '}
          <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{line.url}</Box>
          <Box sx={{ color: 'var(--muted)', typography: 'small' }}>
            {line.what}
            {line.note !== null && ` · ${line.note}`}
          </Box>
        </Box>
      </ButtonBase>
      <CopyButton compact text={line.url} />
    </Box>
  );
}
