import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactDetails } from '#shared/contract/contacts.ts';
import { client, orpc } from '../../rpc/client.ts';
import { Card, CardHeader } from '../../ui/card.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { useFormat } from '../../ui/format.ts';
import { LinkBox } from '../../ui/link-box.tsx';
import { listLineStyle } from '../../ui/list-line.ts';
import { useToasts } from '../../ui/toasts.tsx';
import { nameOf } from './contact-name.ts';

type Props = { contact: ContactDetails; mayChange: boolean };

/** How to reach a contact, whom it belongs to, and what the office noted. */
export function ContactCard({ contact, mayChange }: Props) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const { email, phone, company, language, note, source, createdAt, people, merged } = contact;
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2.5 }}>
      <Card>
        <CardHeader>{t('coordinates')}</CardHeader>
        <Box component="dl" sx={{ m: 0, p: '12px 16px', display: 'grid', gap: 1.25 }}>
          <Said name={t('field_email')} copy={email}>
            {email && <Link href={`mailto:${encodeURIComponent(email)}`}>{email}</Link>}
          </Said>
          <Said name={t('field_phone')} copy={phone}>
            {phone && <Link href={`tel:${phone.replaceAll(/[^\d+]/gu, '')}`}>{phone}</Link>}
          </Said>
          {contact.kind === 'person' && (
            <Said name={t('field_company')}>
              {company && (
                <LinkBox to="/contacts/$id" params={{ id: company.id }} sx={{ color: 'var(--accent)' }}>
                  {company.name ?? t('nameless')}
                </LinkBox>
              )}
            </Said>
          )}
          {language && <Said name={t('field_language')}>{t(`language_${language}`)}</Said>}
          {note && (
            <Said name={t('field_note')}>
              <Box component="span" sx={{ whiteSpace: 'pre-wrap' }}>
                {note}
              </Box>
            </Said>
          )}
          <Said name={t('field_source')}>{t(`source_${source}`)}</Said>
          <Said name={t('field_added')}>{format.date(createdAt)}</Said>
        </Box>
      </Card>
      {people.length > 0 && (
        <Card>
          <CardHeader>{t('people')}</CardHeader>
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: '12px 16px' }}>
            {people.map(person => (
              <Box component="li" key={person.id} sx={listLineStyle}>
                <LinkBox to="/contacts/$id" params={{ id: person.id }} sx={{ color: 'var(--accent)' }}>
                  {nameOf(person) ?? t('nameless')}
                </LinkBox>
                {person.name !== null && person.email !== null && (
                  <Box sx={{ color: 'var(--muted)', overflowWrap: 'anywhere', minWidth: 0 }}>
                    {person.email}
                  </Box>
                )}
              </Box>
            ))}
          </Box>
        </Card>
      )}
      {merged.length > 0 && (
        <Card>
          <CardHeader>{t('merged')}</CardHeader>
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: '12px 16px' }}>
            {merged.map(each => (
              <Merged key={each.id} contact={each} mayChange={mayChange} />
            ))}
          </Box>
        </Card>
      )}
    </Box>
  );
}

function Said({ name, copy, children }: { name: string; copy?: string | null; children: ReactNode }) {
  const { t } = useTranslation('contacts');
  const known = children !== null && children !== '';
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: '112px minmax(0, 1fr)',
        columnGap: 1.5,
        alignItems: 'baseline',
      }}
    >
      <Box component="dt" sx={{ color: 'var(--muted)' }}>
        {name}
      </Box>
      <Box
        component="dd"
        sx={{
          m: 0,
          overflowWrap: 'anywhere',
          display: 'flex',
          gap: 0.5,
          alignItems: 'center',
          minHeight: 24,
        }}
      >
        {known ? (
          children
        ) : (
          <Box component="span" sx={{ color: 'var(--faint)' }}>
            {t('noneGiven')}
          </Box>
        )}
        {copy != null && <CopyButton compact text={copy} />}
      </Box>
    </Box>
  );
}

function Merged({ contact, mayChange }: { contact: ContactDetails['merged'][number]; mayChange: boolean }) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const queries = useQueryClient();
  const toasts = useToasts();
  const name = nameOf(contact) ?? t('nameless');
  const separation = useMutation({
    mutationFn: () => client.contacts.separate({ id: contact.id }),
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: orpc.contacts.key() });
      toasts.done(t('separated', { name }));
    },
    onError: toasts.failed,
  });
  return (
    <Box component="li" sx={listLineStyle}>
      <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
        {name}
        {contact.name !== null && contact.email !== null && (
          <Box component="span" sx={{ color: 'var(--muted)' }}>{` · ${contact.email}`}</Box>
        )}
        <Box sx={{ color: 'var(--muted)', typography: 'small' }}>
          {t('mergedOn', { date: format.date(contact.mergedAt) })}
        </Box>
      </Box>
      {mayChange && (
        <Button size="small" disabled={separation.isPending} onClick={() => separation.mutate()}>
          {t('separate')}
        </Button>
      )}
    </Box>
  );
}
