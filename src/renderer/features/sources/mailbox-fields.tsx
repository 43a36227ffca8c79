import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import { useTranslation } from 'react-i18next';
import {
  CERTIFICATE_MAX_LENGTH,
  MAIL_HOST_MAX_LENGTH,
  MAILBOX_MESSAGES_MAX,
  PORT_MAX,
  SOURCE_PASSWORD_MAX_LENGTH,
  SOURCE_USER_MAX_LENGTH,
} from '#shared/contract/limits.ts';
import { mailboxSecurities, mailboxSecurity } from '#shared/contract/mailboxes.ts';
import { Field } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { keepsLogin, usualPorts, type MailboxDraft } from './mailbox-draft.ts';
import { MailboxFolderField } from './mailbox-folder-field.tsx';
import { NumberField } from './number-field.tsx';
import { Tick } from './tick.tsx';

type Props = {
  clientId: string;
  /** Whose login is kept; null before there is one. */
  sourceId: string | null;
  draft: MailboxDraft;
  onChange: (draft: MailboxDraft) => void;
};

const TYPED = { spellCheck: false, autoCapitalize: 'none' } as const;
const pair = {
  display: 'grid',
  gap: 2,
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '1fr 1fr' },
} as const;

/** Which server, who signs in there, and which folder. */
export function MailboxPlace({ clientId, sourceId, draft, onChange }: Props) {
  const { t } = useTranslation('sources');
  const change = (some: Partial<MailboxDraft>) => onChange({ ...draft, ...some });
  const { host, port, security, acceptsReadable, local, user, password } = draft;
  const isKept = keepsLogin(draft);
  return (
    <>
      <Box sx={{ ...pair, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '2fr 1fr' } }}>
        <Field
          required
          label={t('mailHost')}
          value={host}
          onChange={event => change({ host: event.target.value })}
          slotProps={{ htmlInput: { maxLength: MAIL_HOST_MAX_LENGTH, ...TYPED } }}
        />
        <NumberField
          label={t('mailPort')}
          value={port}
          within={[1, PORT_MAX]}
          onChange={next => change({ port: next })}
        />
      </Box>
      <Field
        select
        label={t('mailSecurity')}
        value={security}
        onChange={event => {
          const next = mailboxSecurity.parse(event.target.value);
          const isUsual = port === usualPorts[security];
          change({
            security: next,
            acceptsReadable: false,
            local: local || next === 'none',
            ...(isUsual ? { port: usualPorts[next] } : {}),
          });
        }}
      >
        {mailboxSecurities.map(one => (
          <MenuItem key={one} value={one}>
            {t(`mailSecurity_${one}`)}
          </MenuItem>
        ))}
      </Field>
      {security === 'none' && (
        <Notice tone="warn" icon="warning" title={t('mailReadableTitle')} live>
          {t('mailReadable')}
          <Tick
            label={t('mailReadableAccept')}
            checked={acceptsReadable}
            onChange={next => change({ acceptsReadable: next })}
          />
        </Notice>
      )}
      <Tick label={t('mailLocal')} checked={local} onChange={next => change({ local: next })} />
      <Box>
        <Box sx={pair}>
          <Field
            label={t('mailUser')}
            autoComplete="off"
            value={user}
            onChange={event => change({ user: event.target.value })}
            slotProps={{ htmlInput: { maxLength: SOURCE_USER_MAX_LENGTH, ...TYPED } }}
          />
          <PasswordField
            label={t('loginPassword')}
            autoComplete="new-password"
            value={password}
            onChange={event => change({ password: event.target.value.slice(0, SOURCE_PASSWORD_MAX_LENGTH) })}
          />
        </Box>
        <Box sx={{ color: 'var(--muted)', typography: 'small', mt: 0.75 }}>
          {t(isKept ? 'mailLoginStays' : 'mailLoginKept')}
        </Box>
      </Box>
      <MailboxFolderField clientId={clientId} sourceId={sourceId} draft={draft} onChange={onChange} />
    </>
  );
}

/** Which of its messages, and what the server is believed by. */
export function MailboxLimits({ draft, onChange }: Pick<Props, 'draft' | 'onChange'>) {
  const { t } = useTranslation('sources');
  const change = (some: Partial<MailboxDraft>) => onChange({ ...draft, ...some });
  return (
    <>
      <Box>
        <Box sx={{ ...pair, alignItems: 'end' }}>
          <Field
            label={t('mailSince')}
            type="date"
            value={draft.since}
            onChange={event => change({ since: event.target.value })}
          />
          <NumberField
            label={t('mailMessages')}
            value={draft.messages}
            within={[1, MAILBOX_MESSAGES_MAX]}
            onChange={messages => change({ messages })}
          />
        </Box>
        <Box sx={{ color: 'var(--muted)', typography: 'small', mt: 0.75 }}>{t('mailMessagesHint')}</Box>
      </Box>
      {draft.security !== 'none' && (
        <Field
          label={t('mailAuthority')}
          hint={t('mailAuthorityHint')}
          multiline
          minRows={2}
          maxRows={6}
          value={draft.authority}
          onChange={event => change({ authority: event.target.value })}
          slotProps={{ htmlInput: { maxLength: CERTIFICATE_MAX_LENGTH, ...TYPED } }}
        />
      )}
    </>
  );
}
