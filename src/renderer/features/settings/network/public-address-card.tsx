import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { webInterfaceSettings, type WebInterfaceState } from '#shared/contract/web-interface.ts';
import { BASE_ADDRESS_MAX_LENGTH } from '#shared/contract/limits.ts';
import { isThisComputer } from '../../../rpc/own-address.ts';
import { Field } from '../../../ui/field.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { SettingCard } from '../../../ui/setting-card.tsx';
import { useInterfaceChange } from './use-interface-change.ts';

const { shape } = webInterfaceSettings;

/** Where a proxy shows the interface, and which proxies are believed. */
export function PublicAddressCard({ state }: { state: WebInterfaceState }) {
  const { t } = useTranslation('webInterface');
  const { settings, given } = state;
  const change = useInterfaceChange();
  const [url, setUrl] = useState(settings.publicUrl ?? '');
  const [proxies, setProxies] = useState(settings.trustedProxies.join('\n'));
  const wanted = {
    publicUrl: url.trim() === '' ? null : url.trim(),
    trustedProxies: proxies.split(/[\s,]+/).filter(Boolean),
  };
  const wrong = {
    url: !shape.publicUrl.safeParse(wanted.publicUrl).success,
    proxies: !shape.trustedProxies.safeParse(wanted.trustedProxies).success,
  };
  const same =
    wanted.publicUrl === settings.publicUrl &&
    wanted.trustedProxies.join() === settings.trustedProxies.join();
  const ready = !same && !wrong.url && !wrong.proxies;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) change.save(wanted);
  };
  return (
    <SettingCard title={t('public')} hint={t('publicHint')}>
      <Box component="form" onSubmit={submit} sx={{ display: 'grid', gap: 2 }}>
        <Arrival
          state={state}
          onUse={publicUrl => change.save({ publicUrl })}
          onTrust={address => change.save({ trustedProxies: [...settings.trustedProxies, address] })}
        />
        <Field
          label={t('publicField')}
          hint={
            wrong.url
              ? t('publicWrong')
              : given.publicUrl === null
                ? t('publicFieldHint')
                : t('publicGiven', { url: given.publicUrl })
          }
          error={wrong.url}
          value={url}
          onChange={event => setUrl(event.target.value)}
          slotProps={{
            htmlInput: {
              inputMode: 'url',
              spellCheck: false,
              autoCapitalize: 'none',
              maxLength: BASE_ADDRESS_MAX_LENGTH,
            },
          }}
        />
        <Field
          multiline
          minRows={1}
          label={t('proxies')}
          hint={
            wrong.proxies
              ? t('proxiesWrong')
              : given.trustedProxies === null
                ? t('proxiesHint')
                : t('proxiesGiven', { list: given.trustedProxies.join(', ') })
          }
          error={wrong.proxies}
          value={proxies}
          onChange={event => setProxies(event.target.value)}
          slotProps={{ htmlInput: { spellCheck: false, autoCapitalize: 'none' } }}
        />
        <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
          <Button type="submit" disabled={!ready || change.pending}>
            {t('savePublic')}
          </Button>
          <LinkButton
            variant="text"
            to="/settings/$section"
            params={{ section: 'help' }}
            search={{ article: 'proxy' }}
          >
            {t('howTo')}
          </LinkButton>
        </Box>
      </Box>
    </SettingCard>
  );
}

type ArrivalProps = {
  state: WebInterfaceState;
  onUse: (url: string) => void;
  onTrust: (address: string) => void;
};

/** What the way this very page came says of what is still to be told. */
function Arrival({ state: { arrival, link, addresses }, onUse, onTrust }: ArrivalProps) {
  const { t } = useTranslation('webInterface');
  if (arrival === null) return null;
  const { url, proxy, trusted } = arrival;
  const known =
    link.reach === 'public' || isThisComputer(url) || addresses.some(address => address.url === url);
  return (
    <>
      {!known && (
        <Notice tone="info" icon="info">
          {t('arrivalUnnamed', { url })}{' '}
          <Button size="small" variant="text" onClick={() => onUse(url)}>
            {t('arrivalUse')}
          </Button>
        </Notice>
      )}
      {proxy !== null && !trusted && (
        <Notice tone="info" icon="info">
          {t('arrivalProxy', { proxy })}{' '}
          <Button size="small" variant="text" onClick={() => onTrust(proxy)}>
            {t('arrivalTrust')}
          </Button>
        </Notice>
      )}
    </>
  );
}
