import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import { useTranslation } from 'react-i18next';
import { mailSecurity, type MailSettings } from '#shared/contract/mail.ts';
import { typeScale } from '../../ui/type-scale.ts';
import { Field } from '../../ui/field.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { presetValues, type MailDraft, type MailProblems } from './mail-draft.ts';
import { Notice } from '../../ui/notice.tsx';
import { mailPresetById, mailPresets } from './presets.ts';

export type MailFieldsProps = {
  draft: MailDraft;
  problems: MailProblems;
  onChange: (draft: MailDraft) => void;
};

/** Which server, how it is reached and who one is there. */
export function ServerFields({
  draft,
  problems,
  onChange,
  stored,
}: MailFieldsProps & { stored: MailSettings | null }) {
  const { t } = useTranslation('mailSettings');
  const preset = mailPresetById(draft.preset);
  const change = (changed: Partial<MailDraft>) => onChange({ ...draft, ...changed });
  const { host, port, username, password } = problems;
  const passwordHint = () => {
    if (password !== undefined) return t(password);
    return t(stored?.hasPassword === true ? 'passwordKept' : 'passwordHint');
  };
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { sm: '1fr 1fr' } }}>
        <Field
          select
          label={t('service')}
          value={draft.preset}
          onChange={event => change(presetValues(mailPresetById(event.target.value)))}
        >
          {mailPresets.map(({ id }) => (
            <MenuItem key={id} value={id}>
              {t(`preset_${id}`)}
            </MenuItem>
          ))}
        </Field>
        <Field
          select
          label={t('security')}
          value={draft.security}
          onChange={event => change({ security: mailSecurity.parse(event.target.value) })}
        >
          {mailSecurity.options.map(option => (
            <MenuItem key={option} value={option}>
              {t(`security_${option}`)}
            </MenuItem>
          ))}
        </Field>
      </Box>
      {preset.hinted && (
        <Notice tone="info" icon="info">
          {t(`presetHint_${preset.id as 'gmail' | 'microsoft' | 'free'}`)}
        </Notice>
      )}
      <Box
        sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr) 96px', sm: '1fr 120px' } }}
      >
        <Field
          label={t('host')}
          error={host !== undefined}
          hint={host === undefined ? undefined : t(host)}
          placeholder="smtp.exemple.fr"
          autoComplete="off"
          value={draft.host}
          onChange={event => change({ host: event.target.value, preset: 'other' })}
          slotProps={{ htmlInput: { spellCheck: false, autoCapitalize: 'none' } }}
        />
        <Field
          label={t('port')}
          inputMode="numeric"
          error={port !== undefined}
          hint={port === undefined ? undefined : t(port)}
          value={draft.port}
          onChange={event => change({ port: event.target.value })}
        />
      </Box>
      {(draft.security === 'none' || draft.security === 'opportunistic') && (
        <Notice tone="warn" icon="warning">
          {t(`securityWarning_${draft.security}`)}
        </Notice>
      )}
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { sm: '1fr 1fr' } }}>
        <Field
          label={t('username')}
          error={username !== undefined}
          hint={t(username ?? (draft.preset === 'other' ? 'usernameOptional' : 'usernameHint'))}
          autoComplete="off"
          value={draft.username}
          onChange={event => change({ username: event.target.value })}
          slotProps={{ htmlInput: { spellCheck: false, autoCapitalize: 'none' } }}
        />
        <PasswordField
          label={t('password')}
          error={password !== undefined}
          hint={passwordHint()}
          autoComplete="new-password"
          value={draft.password}
          onChange={event => change({ password: event.target.value })}
        />
      </Box>
      {draft.preset === 'other' && <Authority draft={draft} problems={problems} onChange={onChange} />}
    </Box>
  );
}

/** The certificate of a server that has its own. */
function Authority({ draft, problems, onChange }: MailFieldsProps) {
  const { t } = useTranslation('mailSettings');
  const wrong = problems.certificateAuthority !== undefined;
  return (
    <Box
      component="details"
      {...(wrong ? { open: true } : {})}
      sx={{ '& > summary': { cursor: 'pointer', fontWeight: 570, color: 'var(--muted)' } }}
    >
      <summary>{t('more')}</summary>
      <Field
        label={t('authority')}
        hint={t(wrong ? 'authorityInvalid' : 'authorityHint')}
        error={wrong}
        multiline
        minRows={3}
        maxRows={8}
        value={draft.certificateAuthority}
        onChange={event => onChange({ ...draft, certificateAuthority: event.target.value })}
        slotProps={{
          htmlInput: { spellCheck: false, style: { fontFamily: 'monospace', ...typeScale.small } },
        }}
        sx={{ mt: 1.5 }}
      />
    </Box>
  );
}
