import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Link from '@mui/material/Link';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Visit } from '#shared/contract/visits.ts';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { ownAddress } from '../../rpc/own-address.ts';

/** Who asked through a widget: in the line under the conversation's title. */
export function VisitorLine({ visitor: { name, email, origin } }: Pick<Visit, 'visitor'>) {
  const { t } = useTranslation('conversations');
  return (
    <Box sx={{ fontSize: 12.5, display: 'flex', flexWrap: 'wrap', columnGap: 1, overflowWrap: 'anywhere' }}>
      <span>{name ?? (email === null ? t('visitorUnnamed') : '')}</span>
      {email !== null && <Link href={`mailto:${email}`}>{email}</Link>}
      {origin !== '' && (
        <Box component="span" sx={{ color: 'var(--muted)' }}>
          {t('visitorFrom', { page: origin.replace(/^https?:\/\//, '') })}
        </Box>
      )}
    </Box>
  );
}

/** What belongs under each message: the files sent with a question, what was thought of an answer. */
export function notesOf(visit: Visit): ReadonlyMap<string, ReactNode> {
  const ids = [...visit.attachments, ...visit.feedback].map(({ messageId }) => messageId);
  return new Map(
    ids.map(id => [
      id,
      <MessageNotes
        key={id}
        attachments={visit.attachments.filter(({ messageId }) => messageId === id)}
        feedback={visit.feedback.find(({ messageId }) => messageId === id)}
      />,
    ]),
  );
}

type NotesProps = { attachments: Visit['attachments']; feedback: Visit['feedback'][number] | undefined };

function MessageNotes({ attachments, feedback }: NotesProps) {
  const { t } = useTranslation('conversations');
  const format = useFormat();
  return (
    <Box sx={{ mt: -1.5, mb: 3 }}>
      {attachments.length > 0 && (
        <Box
          component="ul"
          aria-label={t('visitorFiles')}
          sx={{ display: 'flex', flexWrap: 'wrap', justifyContent: 'flex-end', gap: 1, m: 0, p: 0 }}
        >
          {attachments.map(({ id, fileName, size }) => (
            <Box component="li" key={id} sx={{ listStyle: 'none', maxWidth: '100%' }}>
              <Chip
                clickable
                component="a"
                href={`${ownAddress}/api/attachments/${id}/file`}
                variant="outlined"
                icon={<Icon name="file" size={15} />}
                label={`${fileName} · ${format.bytes(size)}`}
                sx={wholeNameStyle}
              />
            </Box>
          ))}
        </Box>
      )}
      {feedback && (
        <Box sx={{ ml: '42px', fontSize: 13, color: feedback.rating === 'up' ? 'var(--ok)' : 'var(--warn)' }}>
          {t(`rated_${feedback.rating}`)}
          {feedback.comment !== null && feedback.comment !== '' && (
            <Box component="span" sx={{ color: 'var(--muted)', overflowWrap: 'anywhere' }}>
              {' '}
              {t('ratedWith', { comment: feedback.comment })}
            </Box>
          )}
        </Box>
      )}
    </Box>
  );
}

/** A long name goes on in a second line: its end tells files apart. */
const wholeNameStyle = {
  height: 'auto',
  minHeight: 32,
  maxWidth: '100%',
  '& .MuiChip-label': { whiteSpace: 'normal', overflowWrap: 'anywhere', py: 0.5 },
};

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
        fontSize: 14,
      }}
    >
      <Box sx={{ fontWeight: 600 }}>
        {t(`left_${reason}`)}
        <Box component="span" sx={{ color: 'var(--faint)', fontWeight: 400, fontSize: 12.5, ml: 1 }}>
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
