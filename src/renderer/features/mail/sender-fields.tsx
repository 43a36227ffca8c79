import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { Field } from '../../ui/field.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { withSender, type MailDraft, type MailProblem } from './mail-draft.ts';
import { Notice } from './notice.tsx';
import type { MailFieldsProps } from './server-fields.tsx';

/** In whose name, and where the links lead. */
export function SenderFields({ draft, problems, onChange }: MailFieldsProps) {
  const { t } = useTranslation('mailSettings');
  const change = (changed: Partial<MailDraft>) => onChange({ ...draft, ...changed });
  const hintOf = (problem: MailProblem | undefined, otherwise?: string) =>
    problem === undefined ? otherwise : t(problem);
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { sm: '1fr 1fr' } }}>
        <Field
          label={t('fromAddress')}
          type="email"
          autoComplete="off"
          error={problems.fromAddress !== undefined}
          hint={hintOf(problems.fromAddress)}
          value={draft.fromAddress}
          onChange={event => onChange(withSender(draft, event.target.value))}
        />
        <Field
          label={t('fromName')}
          autoComplete="off"
          value={draft.fromName}
          onChange={event => change({ fromName: event.target.value })}
          slotProps={{ htmlInput: { maxLength: 120 } }}
        />
        <Field
          label={t('replyTo')}
          type="email"
          autoComplete="off"
          error={problems.replyTo !== undefined}
          hint={hintOf(problems.replyTo, t('replyToHint'))}
          value={draft.replyTo}
          onChange={event => change({ replyTo: event.target.value })}
        />
        <Field
          label={t('linkBase')}
          type="url"
          autoComplete="off"
          error={problems.linkBase !== undefined}
          hint={hintOf(problems.linkBase, t('linkBaseHint'))}
          value={draft.linkBase}
          onChange={event => change({ linkBase: event.target.value })}
        />
      </Box>
      {opensHereOnly(draft.linkBase) && (
        <Notice tone="warn" icon="warning">
          {t('linkBaseHere')}{' '}
          <LinkButton
            variant="text"
            size="small"
            to="/settings/$section"
            params={{ section: 'help' }}
            search={{ article: 'people' }}
            sx={{ color: 'var(--warn)', p: '0 4px', verticalAlign: 'baseline' }}
          >
            {t('readArticle')}
          </LinkButton>
        </Notice>
      )}
    </Box>
  );
}

function opensHereOnly(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { hostname } = new URL(address);
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}
