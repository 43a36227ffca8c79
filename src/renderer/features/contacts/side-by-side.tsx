import Box from '@mui/material/Box';
import Radio from '@mui/material/Radio';
import { useTranslation } from 'react-i18next';
import type { Contact } from '#shared/contract/contacts.ts';
import { useFormat } from '../../ui/format.ts';
import { nameOf } from './contact-name.ts';

type Props = { contacts: readonly Contact[]; staysId: string; onStays: (id: string) => void };

/** What each holds, and which one stays. */
export function SideBySide({ contacts, staysId, onStays }: Props) {
  return (
    <Box
      role="radiogroup"
      sx={{
        display: 'grid',
        gap: 1.5,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' },
      }}
    >
      {contacts.map(contact => (
        <Side key={contact.id} contact={contact} stays={contact.id === staysId} onStays={onStays} />
      ))}
    </Box>
  );
}

function Side({ contact, stays, onStays }: Pick<Props, 'onStays'> & { contact: Contact; stays: boolean }) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const fields = [
    [t('field_email'), contact.email],
    [t('field_phone'), contact.phone],
    [t('field_company'), contact.company?.name],
    [t('field_note'), contact.note],
    [t('field_source'), t(`source_${contact.source}`)],
    [t('field_added'), format.date(contact.createdAt)],
  ] as const;
  return (
    <Box
      component="label"
      sx={{
        display: 'block',
        p: '12px 16px',
        borderRadius: 'var(--r-m)',
        cursor: 'pointer',
        border: '1px solid',
        borderColor: stays ? 'var(--accent)' : 'var(--line)',
        background: stays ? 'var(--accent-soft)' : 'var(--surface)',
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5, ml: -1 }}>
        <Radio size="small" name="stays" checked={stays} onChange={() => onStays(contact.id)} />
        <Box sx={{ fontWeight: 640, overflowWrap: 'anywhere' }}>{nameOf(contact) ?? t('nameless')}</Box>
      </Box>
      <Box sx={{ color: 'var(--accent)', typography: 'small', minHeight: 20 }}>
        {stays && t('merging.stays')}
      </Box>
      {fields.map(([name, value]) =>
        value == null ? null : (
          <Box key={name} sx={{ mt: 0.75 }}>
            <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{name}</Box>
            <Box sx={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>{value}</Box>
          </Box>
        ),
      )}
    </Box>
  );
}
