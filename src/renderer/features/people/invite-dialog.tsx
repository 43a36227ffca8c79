import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { FULL_NAME_MAX_LENGTH } from '#shared/contract/auth.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { useCurrentClient } from '../../state/current-client.tsx';
import { shownLanguage } from '../../state/i18n.ts';
import { client, orpc } from '../../rpc/client.ts';
import { problemOf } from '../../rpc/errors.ts';
import { Field } from '../../ui/field.tsx';
import { OnceShownDialog } from '../../ui/once-shown.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { EmailField } from './email-field.tsx';
import { LinkOpensHere, LinkPlace } from './link-reach.tsx';
import { MailChoice, useSendsMail } from './mail-choice.tsx';
import { LanguageField } from '../../ui/language-field.tsx';
import { OneTimeLink } from './one-time-link.tsx';
import { problemsOf, type Assignment } from './person-draft.ts';
import { RoleFields } from './role-fields.tsx';

/** Who comes, and with which role; then the link to hand over. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['people', 'common']);
  const queries = useQueryClient();
  const titleId = useId();
  const { clientId } = useCurrentClient();
  const nobody: Assignment = {
    role: 'member',
    memberships: clientId === undefined ? [] : [{ clientId, role: 'member' }],
  };
  const [fullName, setFullName] = useState('');
  const [email, setEmail] = useState('');
  const [language, setLanguage] = useState<Language>(shownLanguage());
  const [assignment, setAssignment] = useState(nobody);
  const [told, setTold] = useState(false);
  const [byMail, setByMail] = useState(true);
  const sendMail = useSendsMail(byMail);
  const invite = useMutation({
    mutationFn: (asMail: boolean) =>
      client.people.invite({
        fullName: fullName.trim(),
        email: email.trim(),
        language,
        role: assignment.role,
        memberships: [...assignment.memberships],
        sendMail: asMail,
      }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: orpc.people.key() }),
  });
  const problems = problemsOf({ fullName, email, initials: 'AAA' });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTold(true);
    if (!problems.fullName && !problems.email && !invite.isPending) invite.mutate(sendMail);
  };
  const again = () => {
    setFullName('');
    setEmail('');
    setAssignment(nobody);
    setTold(false);
    invite.reset();
  };
  const code = invite.isError ? problemOf(invite.error) : null;
  const made = invite.data;
  return (
    <OnceShownDialog
      secret={made?.link.token ?? null}
      handedOver={made?.mailed}
      onClose={onClose}
      fullWidth
      maxWidth="sm"
      aria-labelledby={titleId}
    >
      {({ close, leave }) =>
        made ? (
          <>
            <DialogTitle id={titleId}>{t('linkTitle', { name: made.person.fullName })}</DialogTitle>
            <DialogContent>
              <OneTimeLink
                link={made.link}
                address={made.address}
                name={made.person.fullName}
                mail={invite.variables ? { email: made.person.email, mailed: made.mailed } : null}
              />
            </DialogContent>
            <DialogActions>
              <Button variant="text" onClick={() => leave(again)}>
                {t('inviteAnother')}
              </Button>
              <Button variant="contained" onClick={close}>
                {t('finish')}
              </Button>
            </DialogActions>
          </>
        ) : (
          <Box
            component="form"
            noValidate
            onSubmit={submit}
            sx={{ display: 'flex', flexDirection: 'column', minHeight: 0 }}
          >
            <DialogTitle id={titleId}>{t('inviteTitle')}</DialogTitle>
            <DialogContent>
              <Box sx={{ display: 'grid', gap: 2, pt: 0.5 }}>
                <LinkOpensHere />
                {code !== null && code !== 'account.email_taken' && <ProblemNote error={invite.error} />}
                <Field
                  autoFocus
                  required
                  label={t('fullName')}
                  placeholder={t('fullNamePlaceholder')}
                  error={told && problems.fullName}
                  hint={told && problems.fullName ? t('fullNameMissing') : undefined}
                  autoComplete="off"
                  value={fullName}
                  onChange={event => setFullName(event.target.value)}
                  slotProps={{ htmlInput: { maxLength: FULL_NAME_MAX_LENGTH } }}
                />
                <EmailField
                  value={email}
                  wrong={told && problems.email}
                  taken={code === 'account.email_taken'}
                  hint={t('emailHint')}
                  onChange={value => {
                    setEmail(value);
                    invite.reset();
                  }}
                />
                <LanguageField label={t('language')} value={language} onChange={setLanguage} />
                <RoleFields value={assignment} onChange={setAssignment} />
                <LinkPlace />
                <MailChoice checked={byMail} onChange={setByMail} />
              </Box>
            </DialogContent>
            <DialogActions>
              <Button variant="text" onClick={onClose}>
                {t('common:cancel')}
              </Button>
              <Button type="submit" variant="contained" disabled={invite.isPending}>
                {t('inviteNow')}
              </Button>
            </DialogActions>
          </Box>
        )
      }
    </OnceShownDialog>
  );
}
