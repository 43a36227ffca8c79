import { ORPCError } from '@orpc/client';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import { useMutation } from '@tanstack/react-query';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { SOURCE_PATH_MAX_LENGTH } from '#shared/contract/limits.ts';
import type { MailboxFolder } from '#shared/contract/mailboxes.ts';
import { client } from '../../rpc/client.ts';
import { problemOf } from '../../rpc/errors.ts';
import { Field } from '../../ui/field.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useInSight } from '../../ui/use-in-sight.ts';
import { canSignIn, mailboxLoginOf, mailboxServerOf, type MailboxDraft } from './mailbox-draft.ts';
import { Tick } from './tick.tsx';

type Props = {
  clientId: string;
  sourceId: string | null;
  draft: MailboxDraft;
  onChange: (draft: MailboxDraft) => void;
};

/** Which folder: one of those that the server names, or its name as it is typed. */
export function MailboxFolderField({ clientId, sourceId, draft, onChange }: Props) {
  const { t } = useTranslation('sources');
  const { folder } = draft;
  const ask = useMutation({
    mutationFn: () => {
      const login = mailboxLoginOf(draft);
      return client.sources.mailboxFolders({
        clientId,
        server: mailboxServerOf(draft),
        ...(login === null ? {} : { login }),
        ...(sourceId === null ? {} : { sourceId }),
      });
    },
  });
  const folders = ask.data?.folders ?? [];
  const shown =
    folders.some(({ path }) => path === folder) || folder === '' ? folders : [own(folder), ...folders];
  const shownCertificate = certificateIn(ask.error);
  return (
    <>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'flex-start', flexWrap: 'wrap' }}>
        <Field
          required
          select={folders.length > 0}
          label={t('mailFolder')}
          hint={t(ask.isSuccess && folders.length === 0 ? 'mailFoldersNone' : 'mailFolderHint')}
          value={folder}
          onChange={event => onChange({ ...draft, folder: event.target.value })}
          slotProps={{ htmlInput: { maxLength: SOURCE_PATH_MAX_LENGTH, spellCheck: false } }}
          sx={{ flex: '1 1 220px', minWidth: 0 }}
        >
          {shown.map(({ path, name, depth, use }) => (
            <MenuItem key={path} value={path} sx={{ pl: 2 + depth * 2 }}>
              {use === null ? name : `${name} (${t(`mailUse_${use}`)})`}
            </MenuItem>
          ))}
        </Field>
        <Button
          sx={{ mt: { sm: '27px' }, flex: 'none' }}
          disabled={ask.isPending || !canSignIn(draft)}
          onClick={() => ask.mutate()}
          startIcon={<Icon name="folder" size={16} />}
        >
          {t(ask.isPending ? 'mailFoldersAsked' : 'mailFoldersAsk')}
        </Button>
      </Box>
      {ask.isError && shownCertificate === null && <ProblemNote error={ask.error} />}
      {(shownCertificate !== null || draft.fingerprint !== '') && (
        <Certificate
          shown={shownCertificate}
          draft={draft}
          onChange={next => {
            onChange(next);
            ask.reset();
          }}
        />
      )}
    </>
  );
}

const own = (path: string): MailboxFolder => ({ path, name: path, depth: 0, use: null });

type Shown = { fingerprint: string; name: string; issuer: string; validTo: string };

const REFUSALS: ReadonlySet<unknown> = new Set(['source.certificate_refused', 'source.certificate_changed']);

/** The certificate that a server showed and that is not trusted; null for any other error. */
function certificateIn(error: unknown): Shown | null {
  const isOfCertificate = REFUSALS.has(problemOf(error));
  if (!isOfCertificate || !(error instanceof ORPCError)) return null;
  const { data } = error as ORPCError<
    string,
    { details?: Partial<Record<keyof Shown, unknown>> } | undefined
  >;
  const text = (name: keyof Shown) => String(data?.details?.[name] ?? '');
  const [fingerprint, name, issuer, validTo] = [
    text('fingerprint'),
    text('name'),
    text('issuer'),
    text('validTo'),
  ];
  return fingerprint === '' ? null : { fingerprint, name, issuer, validTo };
}

type CertificateProps = {
  shown: Shown | null;
  draft: MailboxDraft;
  onChange: (draft: MailboxDraft) => void;
};

/** What a person compares before a certificate is believed that nobody vouches for. */
function Certificate({ shown, draft, onChange }: CertificateProps) {
  const { t } = useTranslation('sources');
  const format = useFormat();
  const fingerprint = shown?.fingerprint ?? draft.fingerprint;
  const isAccepted = draft.fingerprint === fingerprint;
  const isOther = !isAccepted && draft.fingerprint !== '';
  const bytes = fingerprint.toUpperCase().match(/../g) ?? [];
  const certificate = useInSight<HTMLDivElement>(shown?.fingerprint);
  const validTo = shown?.validTo ?? '';
  const until = Number.isNaN(Date.parse(validTo)) ? validTo : format.date(validTo);
  return (
    <Box ref={certificate}>
      <Notice
        tone={isAccepted ? 'info' : 'warn'}
        icon="lock"
        title={t(isOther ? 'mailCertificateOther' : 'mailCertificate')}
        live
      >
        {shown !== null && (
          <Box>{t('mailCertificateOf', { name: shown.name, issuer: shown.issuer, until })}</Box>
        )}
        <Box sx={{ fontFamily: 'monospace', my: 0.5 }}>
          {bytes.map((byte, at) => (
            <Fragment key={at}>
              {at > 0 && ':'}
              <wbr />
              {byte}
            </Fragment>
          ))}
        </Box>
        {t('mailCertificateHint')}
        <Tick
          label={t('mailCertificateAccept')}
          checked={isAccepted}
          onChange={accepts => onChange({ ...draft, fingerprint: accepts ? fingerprint : '' })}
        />
      </Notice>
    </Box>
  );
}
