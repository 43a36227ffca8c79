import Box from '@mui/material/Box';
import Radio from '@mui/material/Radio';
import { useTranslation } from 'react-i18next';
import type { Contact } from '#shared/contract/contacts.ts';
import { useFormat } from '../../ui/format.ts';
import { nameOf } from './contact-name.ts';

type Props = { contacts: readonly Contact[]; staysId: string; onStays: (id: string) => void };

/** What each holds, line beside line, and which one stays. */
export function SideBySide({ contacts, staysId, onStays }: Props) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const lines = contacts.map(({ email, phone, company, note, source, createdAt }) => ({
    field_email: email,
    field_phone: phone,
    field_company: company?.name ?? null,
    field_note: note,
    field_source: t(`source_${source}`),
    field_added: format.date(createdAt),
  }));
  const told = fields.filter(field => lines.some(line => line[field] !== null));
  return (
    <Box
      role="radiogroup"
      aria-label={t('merging.which')}
      sx={{
        display: 'grid',
        gap: 1.5,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' },
        gridTemplateRows: { sm: `auto repeat(${told.length}, auto)` },
      }}
    >
      {contacts.map((contact, index) => (
        <Side
          key={contact.id}
          contact={contact}
          lines={told.map(field => ({ name: t(field), value: lines[index]?.[field] ?? null }))}
          stays={contact.id === staysId}
          onStays={onStays}
        />
      ))}
    </Box>
  );
}

const fields = [
  'field_email',
  'field_phone',
  'field_company',
  'field_note',
  'field_source',
  'field_added',
] as const;

type SideProps = Pick<Props, 'onStays'> & {
  contact: Contact;
  lines: readonly { name: string; value: string | null }[];
  stays: boolean;
};

function Side({ contact, lines, stays, onStays }: SideProps) {
  const { t } = useTranslation('contacts');
  return (
    <Box
      component="label"
      sx={{
        display: 'grid',
        gridRow: { sm: `span ${lines.length + 1}` },
        gridTemplateRows: { sm: 'subgrid' },
        rowGap: 0.75,
        p: '12px 16px',
        borderRadius: 'var(--r-m)',
        cursor: 'pointer',
        border: '1px solid',
        borderColor: stays ? 'var(--accent)' : 'var(--line)',
        background: stays ? 'var(--accent-soft)' : 'var(--surface)',
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5, ml: -1, flexWrap: 'wrap' }}>
        <Radio size="small" name="stays" checked={stays} onChange={() => onStays(contact.id)} />
        <Box sx={{ fontWeight: 640, overflowWrap: 'anywhere', minWidth: 0 }}>
          {nameOf(contact) ?? t('nameless')}
        </Box>
        <Box sx={{ color: 'var(--accent)', typography: 'small', ml: 'auto' }}>
          {stays && t('merging.stays')}
        </Box>
      </Box>
      {lines.map(({ name, value }) => (
        <Box key={name}>
          <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{name}</Box>
          <Box
            sx={{
              overflowWrap: 'anywhere',
              whiteSpace: 'pre-wrap',
              color: value === null ? 'var(--faint)' : 'inherit',
            }}
          >
            {value ?? t('noneGiven')}
          </Box>
        </Box>
      ))}
    </Box>
  );
}
