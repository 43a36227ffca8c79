import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CLIENT_NAME_MAX_LENGTH, CLIENT_NOTES_MAX_LENGTH, type Client } from '#shared/contract/clients.ts';
import { CLIENT_TEXT_MAX_LENGTH } from '#shared/contract/limits.ts';
import { Field } from '../../ui/field.tsx';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { SaveBar } from '../../ui/save-bar.tsx';
import { LanguageField } from '../../ui/language-field.tsx';
import { ClientTimeZone } from './client-time-zone.tsx';
import { useClientEdits, type ClientEditing } from './use-client-edits.ts';

/** Everything told about a client, to change. */
export function ClientForm({ client }: { client: Client }) {
  const { t } = useTranslation('clients');
  const editing = useClientEdits(client);
  return (
    <Box sx={{ display: 'grid', gap: 4, maxWidth: 720 }}>
      <Identity editing={editing} />
      <Contact editing={editing} />
      <Use editing={editing} />
      {editing.touched && (
        <SaveBar
          editing={editing}
          words={{ unsaved: t('unsaved'), discard: t('discard'), save: t('save') }}
          sx={{ position: 'sticky', bottom: 0, zIndex: 1 }}
        />
      )}
      <LeaveGuard
        unsaved={editing.touched}
        saving={editing.saving}
        words={{ title: t('leaveTitle'), body: t('leaveBody', { name: client.name }), leave: t('leave') }}
      />
    </Box>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Box component="section" sx={{ display: 'grid', gap: 2.5 }}>
      <Box component="h2" sx={{ typography: 'lead', fontWeight: 640, letterSpacing: '-.01em' }}>
        {title}
      </Box>
      {children}
    </Box>
  );
}

const pair = { display: 'grid', gap: 2.5, gridTemplateColumns: { sm: '1fr 1fr' } } as const;

function Identity({ editing: { draft, problems, edit } }: { editing: ClientEditing }) {
  const { t } = useTranslation('clients');
  return (
    <Section title={t('sectionIdentity')}>
      <Field
        required
        label={t('name')}
        hint={problems.name ? t('invalid_name') : undefined}
        error={problems.name}
        value={draft.name}
        onChange={event => edit({ name: event.target.value })}
        slotProps={{ htmlInput: { maxLength: CLIENT_NAME_MAX_LENGTH } }}
      />
      <Field
        label={t('domain')}
        hint={t(problems.domain ? 'invalid_domain' : 'domainHint')}
        error={problems.domain}
        value={draft.domain}
        onChange={event => edit({ domain: event.target.value })}
        slotProps={{ htmlInput: { inputMode: 'url', autoCapitalize: 'none', spellCheck: false } }}
      />
      <Box sx={pair}>
        <LanguageField
          label={t('language')}
          hint={t('languageHint')}
          value={draft.language}
          onChange={language => edit({ language })}
        />
        <ClientTimeZone value={draft.timeZone} onChange={timeZone => edit({ timeZone })} />
      </Box>
    </Section>
  );
}

function Contact({ editing: { draft, problems, edit } }: { editing: ClientEditing }) {
  const { t } = useTranslation('clients');
  return (
    <Section title={t('contact')}>
      <Field
        label={t('contactName')}
        autoComplete="off"
        value={draft.contactName}
        onChange={event => edit({ contactName: event.target.value })}
        slotProps={{ htmlInput: { maxLength: CLIENT_TEXT_MAX_LENGTH } }}
      />
      <Box sx={pair}>
        <Field
          label={t('contactEmail')}
          type="email"
          autoComplete="off"
          hint={problems.contactEmail ? t('invalid_contactEmail') : undefined}
          error={problems.contactEmail}
          value={draft.contactEmail}
          onChange={event => edit({ contactEmail: event.target.value })}
        />
        <Field
          label={t('contactPhone')}
          type="tel"
          autoComplete="off"
          value={draft.contactPhone}
          onChange={event => edit({ contactPhone: event.target.value })}
          slotProps={{ htmlInput: { maxLength: CLIENT_TEXT_MAX_LENGTH } }}
        />
      </Box>
      <Field
        multiline
        minRows={3}
        maxRows={10}
        label={t('notes')}
        hint={t('notesHint')}
        value={draft.notes}
        onChange={event => edit({ notes: event.target.value })}
        slotProps={{ htmlInput: { maxLength: CLIENT_NOTES_MAX_LENGTH } }}
      />
    </Section>
  );
}

function Use({ editing: { draft, edit } }: { editing: ClientEditing }) {
  const { t } = useTranslation('clients');
  const hintId = useId();
  return (
    <Section title={t('sectionUse')}>
      <div>
        <FormControlLabel
          label={<Box sx={{ fontWeight: 570 }}>{t('answers')}</Box>}
          control={
            <Switch
              checked={draft.active}
              onChange={event => edit({ active: event.target.checked })}
              slotProps={{ input: { 'aria-describedby': hintId } }}
            />
          }
        />
        <Box id={hintId} sx={{ color: 'var(--muted)', typography: 'small' }}>
          {t(draft.active ? 'answersOn' : 'answersOff')}
        </Box>
      </div>
    </Section>
  );
}
