import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { webInterfaceSettings, type WebInterfaceState } from '#shared/contract/web-interface.ts';
import { Field, TYPED_NUMBER_MAX_LENGTH } from '../../../ui/field.tsx';
import { AuthorityBox } from './authority-box.tsx';
import { EncryptionChoice } from './encryption-choice.tsx';
import { OwnCertificate } from './own-certificate.tsx';
import { useInterfaceChange } from './use-interface-change.ts';

const { shape } = webInterfaceSettings;

/** On which card and port the interface is open, and with which encryption. */
export function InterfacePlace({ state }: { state: WebInterfaceState }) {
  const { t } = useTranslation(['webInterface', 'network']);
  const { settings, cards, authority, certificate } = state;
  const change = useInterfaceChange();
  const [card, setCard] = useState(settings.interface);
  const [port, setPort] = useState(settings.port === null ? '' : String(settings.port));
  const [https, setHttps] = useState(settings.https);
  const wanted = { interface: card, port: port.trim() === '' ? null : Number(port), https };
  const portWrong = !shape.port.safeParse(wanted.port).success;
  const same = card === settings.interface && wanted.port === settings.port && https === settings.https;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!same && !portWrong) change.save(wanted);
  };
  const real = cards.filter(({ kind }) => kind !== 'loopback');
  const gone = card !== 'all' && !real.some(({ name }) => name === card);
  return (
    <>
      <Box
        component="form"
        aria-label={t('details')}
        onSubmit={submit}
        sx={{ display: 'grid', gap: 2, pt: 2, borderTop: '1px solid var(--line)' }}
      >
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '3fr 2fr' } }}>
          <Field select label={t('card')} value={card} onChange={event => setCard(event.target.value)}>
            <MenuItem value="all">{t('cardAll')}</MenuItem>
            {real.map(({ name, kind, addresses }) => (
              <MenuItem key={name} value={name}>
                {`${t(`network:card_${kind}`)} (${name}), ${addresses[0] ?? ''}`}
              </MenuItem>
            ))}
            {gone && <MenuItem value={card}>{t('network:interfaceGone', { name: card })}</MenuItem>}
          </Field>
          <Field
            label={t('port')}
            hint={portWrong ? t('portWrong') : t('portHint')}
            error={portWrong}
            value={port}
            onChange={event => setPort(event.target.value)}
            slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: TYPED_NUMBER_MAX_LENGTH } }}
          />
        </Box>
        <EncryptionChoice value={https} onChange={setHttps} />
        <Box>
          <Button type="submit" disabled={same || portWrong || change.pending}>
            {t('saveDetails')}
          </Button>
        </Box>
      </Box>
      {settings.https === 'generated' && authority !== null && <AuthorityBox authority={authority} />}
      {settings.https === 'own' && <OwnCertificate kept={certificate !== null} />}
    </>
  );
}
