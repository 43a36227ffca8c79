import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { email } from '#shared/contract/auth.ts';
import type { MailTest as Result } from '#shared/contract/mail.ts';
import { client, orpc } from '../../rpc/client.ts';
import { problemOf, useProblemWords } from '../../rpc/errors.ts';
import { useSession } from '../../state/session.tsx';
import { Field } from '../../ui/field.tsx';
import { SettingCard } from '../../ui/setting-card.tsx';
import { Notice } from '../../ui/notice.tsx';

/** A real mail, sent now, and what became of it. */
export function MailTest({ changed }: { changed: boolean }) {
  const { t } = useTranslation('mailSettings');
  const queries = useQueryClient();
  const { user } = useSession();
  const [to, setTo] = useState(email.safeParse(user?.email).success ? (user?.email ?? '') : '');
  const [told, setTold] = useState(false);
  const test = useMutation({
    mutationFn: (address: string) => client.mail.test({ to: address }),
    onSettled: () => void queries.invalidateQueries({ queryKey: orpc.mail.key() }),
  });
  const valid = email.safeParse(to.trim()).success;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTold(true);
    if (valid && !changed && !test.isPending) test.mutate(to.trim());
  };
  return (
    <SettingCard title={t('test')} hint={t(changed ? 'testSaveFirst' : 'testHint')}>
      <Box sx={{ display: 'grid', gap: 2 }}>
        <Box
          component="form"
          noValidate
          onSubmit={submit}
          sx={{ display: 'flex', gap: 1.5, alignItems: 'flex-start', flexWrap: 'wrap' }}
        >
          <Field
            label={t('testTo')}
            type="email"
            error={told && !valid}
            hint={told && !valid ? t('addressInvalid') : undefined}
            value={to}
            onChange={event => {
              setTo(event.target.value);
              test.reset();
            }}
            sx={{ flex: '1 1 220px', maxWidth: 360 }}
          />
          <Button type="submit" disabled={changed || test.isPending} sx={{ mt: { sm: '27px' } }}>
            {t(test.isPending ? 'testSending' : 'testSend')}
          </Button>
        </Box>
        {test.isError && <Failure code={problemOf(test.error)} reply={null} />}
        {test.data && !changed && <Outcome result={test.data} to={test.variables ?? ''} />}
      </Box>
    </SettingCard>
  );
}

function Outcome({ result, to }: { result: Result; to: string }) {
  const { t } = useTranslation('mailSettings');
  const { ok, code, reply, encrypted } = result;
  if (!ok) return <Failure code={code ?? 'internal.unexpected'} reply={reply} />;
  return (
    <Notice tone="ok" icon="check" title={t('testOk')} live>
      {t('testOkText', { to })}
      <Box sx={{ color: encrypted === true ? 'var(--muted)' : 'var(--warn)', mt: 0.5 }}>
        {t(encrypted === true ? 'testEncrypted' : 'testClear')}
      </Box>
    </Notice>
  );
}

type FailureProps = { code: Parameters<ReturnType<typeof useProblemWords>>[0]; reply: string | null };

function Failure({ code, reply }: FailureProps) {
  const { t } = useTranslation('mailSettings');
  const { title, advice } = useProblemWords()(code);
  return (
    <Notice tone="bad" icon="warning" title={title} live>
      {advice}
      {reply !== null && reply !== '' && (
        <Box component="details" sx={{ mt: 0.5, '& summary': { cursor: 'pointer', color: 'var(--muted)' } }}>
          <summary>{t('testReply')}</summary>
          <Box
            component="code"
            sx={{ display: 'block', overflowWrap: 'anywhere', typography: 'small', pt: 0.5 }}
          >
            {reply}
          </Box>
        </Box>
      )}
    </Notice>
  );
}
