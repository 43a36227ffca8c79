import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Visit } from '#shared/contract/visits.ts';
import { LinkBox } from '../../ui/link-box.tsx';
import { useFormat } from '../../ui/format.ts';

/** Who asked through a widget: in the line under the conversation's title. */
export function VisitorLine({ visitor: { name, email, origin, contactId } }: Pick<Visit, 'visitor'>) {
  const { t } = useTranslation('conversations');
  return (
    <Box
      sx={{ typography: 'small', display: 'flex', flexWrap: 'wrap', columnGap: 1, overflowWrap: 'anywhere' }}
    >
      {contactId === null ? (
        <span>{name ?? (email === null ? t('visitorUnnamed') : '')}</span>
      ) : (
        <LinkBox to="/contacts/$id" params={{ id: contactId }} sx={{ color: 'var(--accent)' }}>
          {name ?? t('visitorContact')}
        </LinkBox>
      )}
      {email !== null && <Link href={`mailto:${email}`}>{email}</Link>}
      {origin !== '' && (
        <Box component="span" sx={{ color: 'var(--muted)' }}>
          {t('visitorFrom', { page: origin.replace(/^https?:\/\//, '') })}
        </Box>
      )}
    </Box>
  );
}

/** What belongs under each answer: what was thought of it. */
export function notesOf({ feedback }: Visit): ReadonlyMap<string, ReactNode> {
  return new Map(feedback.map(given => [given.messageId, <MessageNote key={given.messageId} {...given} />]));
}

function MessageNote({ rating, comment }: Visit['feedback'][number]) {
  const { t } = useTranslation('conversations');
  return (
    <Box
      sx={{
        m: '-12px 0 24px 42px',
        typography: 'small',
        color: rating === 'up' ? 'var(--ok)' : 'var(--warn)',
      }}
    >
      {t(`rated_${rating}`)}
      {comment !== null && comment !== '' && (
        <Box component="span" sx={{ color: 'var(--muted)', overflowWrap: 'anywhere' }}>
          {' '}
          {t('ratedWith', { comment })}
        </Box>
      )}
    </Box>
  );
}

/** The forms a visitor left, after what was said. */
export function LeftForms({ leads }: Pick<Visit, 'leads'>) {
  const { t } = useTranslation('conversations');
  const format = useFormat();
  return leads.map(({ id, reason, fields, createdAt }) => (
    <Box
      key={id}
      component="section"
      aria-label={t(`left_${reason}`)}
      sx={{
        border: '1px solid var(--line)',
        borderRadius: 'var(--r-m)',
        background: 'var(--surface-2)',
        p: '12px 16px',
        mb: 3,
        typography: 'body',
      }}
    >
      <Box sx={{ fontWeight: 600 }}>
        {t(`left_${reason}`)}
        <Box component="span" sx={{ color: 'var(--faint)', fontWeight: 400, typography: 'small', ml: 1 }}>
          {format.dateTime(createdAt)}
        </Box>
      </Box>
      <Box
        component="dl"
        sx={{
          display: 'grid',
          gridTemplateColumns: 'auto 1fr',
          columnGap: 2,
          m: '6px 0 0',
          '& dd': { m: 0 },
        }}
      >
        {(['name', 'email', 'phone', 'company', 'message'] as const).map(field => {
          const value = fields[field];
          if (value === undefined) return null;
          return (
            <Box key={field} sx={{ display: 'contents' }}>
              <Box component="dt" sx={{ color: 'var(--muted)' }}>
                {t(`field_${field}`)}
              </Box>
              <Box component="dd" sx={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
                {field === 'email' ? <Link href={`mailto:${value}`}>{value}</Link> : value}
              </Box>
            </Box>
          );
        })}
      </Box>
    </Box>
  ));
}
