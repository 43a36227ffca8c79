import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { networkSettings, type NetworkState } from '#shared/contract/network.ts';
import { BASE_ADDRESS_MAX_LENGTH, LOCAL_NAME_MAX_LENGTH } from '#shared/contract/limits.ts';
import { Field, TYPED_NUMBER_MAX_LENGTH } from '../../../ui/field.tsx';
import { SettingCard } from '../../../ui/setting-card.tsx';
import { useNetworkChange } from './use-network-change.ts';

const { shape } = networkSettings;

/** On which card, port and names Foyer listens. */
export function ReachCard({ state: { settings, cards } }: { state: NetworkState }) {
  const { t } = useTranslation(['network', 'common', 'webInterface']);
  const change = useNetworkChange();
  const [card, setCard] = useState(settings.interface);
  const [port, setPort] = useState(String(settings.port));
  const [name, setName] = useState(settings.name);
  const [hosts, setHosts] = useState(settings.allowedHosts.join('\n'));
  const [publicUrl, setPublicUrl] = useState(settings.publicUrl ?? '');

  const wanted = {
    interface: card,
    port: Number(port),
    name: name.trim().toLowerCase(),
    allowedHosts: hosts
      .split('\n')
      .map(host => host.trim().toLowerCase())
      .filter(Boolean),
    publicUrl: publicUrl.trim() === '' ? null : publicUrl.trim(),
  };
  const wrong = {
    port: !/^\d+$/.test(port.trim()) || !shape.port.safeParse(wanted.port).success,
    name: !shape.name.safeParse(wanted.name).success,
    hosts: !shape.allowedHosts.safeParse(wanted.allowedHosts).success,
    publicUrl: !shape.publicUrl.safeParse(wanted.publicUrl).success,
  };
  const { interface: keptCard, port: keptPort, name: keptName, allowedHosts, publicUrl: keptUrl } = settings;
  const kept = { interface: keptCard, port: keptPort, name: keptName, allowedHosts, publicUrl: keptUrl };
  const same = JSON.stringify(wanted) === JSON.stringify(kept);
  const ready = !same && !Object.values(wrong).some(Boolean);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) change.save(wanted);
  };

  const real = cards.filter(({ kind }) => kind !== 'loopback');
  const gone = card !== 'all' && card !== 'loopback' && !real.some(one => one.name === card);
  return (
    <SettingCard title={t('reach')}>
      <Box component="form" onSubmit={submit} sx={{ display: 'grid', gap: 2 }}>
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '2fr 1fr' } }}>
          <Field select label={t('interface')} value={card} onChange={event => setCard(event.target.value)}>
            <MenuItem value="all">{t('interface_all')}</MenuItem>
            <MenuItem value="loopback">{t('interface_loopback')}</MenuItem>
            {real.map(({ name: cardName, kind, addresses }) => (
              <MenuItem key={cardName} value={cardName}>
                {`${t(`card_${kind}`)} (${cardName}), ${addresses[0] ?? ''}`}
              </MenuItem>
            ))}
            {gone && <MenuItem value={card}>{t('interfaceGone', { name: card })}</MenuItem>}
          </Field>
          <Field
            label={t('port')}
            hint={wrong.port ? t('portWrong') : t('portHint')}
            error={wrong.port}
            value={port}
            onChange={event => setPort(event.target.value)}
            slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: TYPED_NUMBER_MAX_LENGTH } }}
          />
        </Box>
        <Field
          label={t('nameField')}
          hint={wrong.name ? t('nameWrong') : t('nameHint', { host: `${wanted.name}.local` })}
          error={wrong.name}
          value={name}
          onChange={event => setName(event.target.value)}
          slotProps={{
            htmlInput: { maxLength: LOCAL_NAME_MAX_LENGTH, spellCheck: false, autoCapitalize: 'none' },
          }}
          sx={{ maxWidth: 360 }}
        />
        <Field
          multiline
          minRows={2}
          label={t('hosts')}
          hint={wrong.hosts ? t('hostsWrong') : t('hostsHint')}
          error={wrong.hosts}
          value={hosts}
          onChange={event => setHosts(event.target.value)}
          slotProps={{ htmlInput: { spellCheck: false, autoCapitalize: 'none' } }}
        />
        <Field
          label={t('webInterface:visitorsPublic')}
          hint={t(wrong.publicUrl ? 'webInterface:publicWrong' : 'webInterface:visitorsPublicHint')}
          error={wrong.publicUrl}
          value={publicUrl}
          onChange={event => setPublicUrl(event.target.value)}
          slotProps={{
            htmlInput: {
              inputMode: 'url',
              spellCheck: false,
              autoCapitalize: 'none',
              maxLength: BASE_ADDRESS_MAX_LENGTH,
            },
          }}
        />
        <Box>
          <Button type="submit" disabled={!ready || change.pending}>
            {t('common:save')}
          </Button>
        </Box>
      </Box>
    </SettingCard>
  );
}
