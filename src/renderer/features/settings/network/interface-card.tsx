import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WebInterfaceState } from '#shared/contract/web-interface.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { StateChip } from '../../../ui/state-chip.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { SettingCard } from '../../../ui/setting-card.tsx';
import { InterfacePlace } from './interface-place.tsx';
import { CloseInterfaceDialog, OpenInterfaceDialog } from './open-interface-dialog.tsx';

/** Whether other computers reach the interface, and where. */
export function InterfaceCard({ state }: { state: WebInterfaceState }) {
  const { t } = useTranslation('webInterface');
  const { settings, given, addresses, local } = state;
  const [asked, ask] = useState<'open' | 'close' | null>(null);
  return (
    <SettingCard
      title={t('switch')}
      hint={t('switchHint')}
      action={
        <FormControlLabel
          sx={{ m: 0 }}
          label={<span className="visually-hidden">{t('switch')}</span>}
          control={
            <Switch
              checked={settings.open}
              onChange={event => ask(event.target.checked ? 'open' : 'close')}
            />
          }
        />
      }
    >
      <Box sx={{ display: 'grid', gap: 2 }}>
        <StateLine state={state} />
        {given.host !== null && (
          <Notice tone="warn" icon="warning">
            {t('givenHost', { host: given.host })}
          </Notice>
        )}
        {addresses.length > 0 && (
          <AddressList title={t('addresses')} urls={addresses.map(({ url }) => url)} />
        )}
        {local !== null && <AddressList title={t('local')} urls={[local]} />}
        {settings.open && <InterfacePlace key={JSON.stringify(settings)} state={state} />}
      </Box>
      {asked === 'open' && <OpenInterfaceDialog https={settings.https} onClose={() => ask(null)} />}
      {asked === 'close' && <CloseInterfaceDialog onClose={() => ask(null)} />}
    </SettingCard>
  );
}

function StateLine({ state: { settings, listening, problem, local } }: { state: WebInterfaceState }) {
  const { t } = useTranslation('webInterface');
  const port = settings.port ?? (local === null ? '' : new URL(local).port);
  return (
    <Box role="status" sx={{ display: 'flex', gap: 1.25, alignItems: 'baseline', flexWrap: 'wrap' }}>
      {problem !== null ? (
        <>
          <StateChip tone="bad" dot>
            {t('stateFailed')}
          </StateChip>
          <Box sx={{ flex: '1 1 260px' }}>{t(`problem_${problem}`, { port })}</Box>
        </>
      ) : (
        <StateChip tone={listening ? 'ok' : 'quiet'} dot>
          {t(listening ? 'stateOpen' : 'stateHere')}
        </StateChip>
      )}
    </Box>
  );
}

function AddressList({ title, urls }: { title: string; urls: readonly string[] }) {
  return (
    <Box>
      <Box component="h3" sx={{ typography: 'small', fontWeight: 600, color: 'var(--muted)', mb: 0.75 }}>
        {title}
      </Box>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.75 }}>
        {urls.map(url => (
          <Box
            component="li"
            key={url}
            sx={{
              display: 'flex',
              alignItems: 'center',
              gap: 1,
              p: '4px 6px 4px 12px',
              borderRadius: 'var(--r-s)',
              background: 'var(--surface-2)',
            }}
          >
            <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere', fontWeight: 570 }}>{url}</Box>
            <CopyButton compact text={url} />
          </Box>
        ))}
      </Box>
    </Box>
  );
}
