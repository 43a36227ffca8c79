import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Document } from '#shared/contract/document.ts';
import { useProblemWords } from '../../rpc/errors.ts';
import { client, orpc } from '../../rpc/client.ts';
import { useFormat } from '../../ui/format.ts';
import { useToasts } from '../../ui/toasts.tsx';
import { WarningList } from './document-notices.tsx';
import { DocumentTags } from '../tags/index.ts';
import { DocumentSource } from './document-source.tsx';
import { DocumentState } from './document-state.tsx';
import { DocumentVersions, SameContent } from './document-versions.tsx';

type Props = { document: Document; mayEdit: boolean };

/** What is known of a document, and which chatbots answer with it. */
export function DocumentDetails({ document, mayEdit }: Props) {
  const { t } = useTranslation(['documents', 'common']);
  const format = useFormat();
  const words = useProblemWords();
  const { language, pageCount, failure } = document;
  const languages = { fr: t('common:french'), en: t('common:english') };
  return (
    <Box sx={{ p: 2.25, display: 'grid', gap: 2.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box
        component="dl"
        sx={{
          m: 0,
          display: 'grid',
          gridTemplateColumns: 'auto minmax(0, 1fr)',
          gap: '8px 18px',
          '& dt': { color: 'var(--muted)' },
          '& dd': { m: 0, overflowWrap: 'anywhere' },
        }}
      >
        <dt>{t('title')}</dt>
        <dd>
          {document.title}
          {document.givenTitle !== null && (
            <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('titleGiven')}</Box>
          )}
        </dd>
        <dt>{t('fileName')}</dt>
        <dd>{document.fileName}</dd>
        <dt>{t('state')}</dt>
        <dd>
          <DocumentState document={document} />
          {failure !== null && (
            <Box sx={{ color: 'var(--muted)', typography: 'small', mt: 0.5 }}>{words(failure).advice}</Box>
          )}
        </dd>
        <dt>{t('size')}</dt>
        <dd>{format.bytes(document.size)}</dd>
        <dt>{t('language')}</dt>
        <dd>{language === null ? t('languageUnknown') : languages[language]}</dd>
        <dt>{t('pages')}</dt>
        <dd>{pageCount === null ? t('noPages') : format.number(pageCount)}</dd>
        <dt>{t('passages')}</dt>
        <dd>{format.number(document.passageCount)}</dd>
        <dt>{t('origin')}</dt>
        <dd>{t(`origin_${document.origin}`)}</dd>
        {document.source !== null && (
          <>
            <dt>{t('source')}</dt>
            <dd>
              <DocumentSource source={document.source} clientId={document.clientId} />
            </dd>
          </>
        )}
        <dt>{t('added')}</dt>
        <dd>{format.dateTime(document.createdAt)}</dd>
      </Box>
      <DocumentTags document={document} mayEdit={mayEdit} />
      <WarningList document={document} />
      <DocumentVersions document={document} mayEdit={mayEdit} />
      <SameContent document={document} />
      <UsedBy document={document} mayEdit={mayEdit} />
    </Box>
  );
}

function UsedBy({ document, mayEdit }: Props) {
  const { t } = useTranslation('documents');
  const queries = useQueryClient();
  const toasts = useToasts();
  const chatbots = useQuery(orpc.chatbots.list.queryOptions({ input: { clientId: document.clientId } }));
  const link = useMutation({
    mutationFn: (chatbotIds: string[]) => client.documents.link({ id: document.id, chatbotIds }),
    onSuccess: saved => {
      queries.setQueryData(orpc.documents.get.queryKey({ input: { id: document.id } }), saved);
      const before = document.chatbotIds;
      toasts.done(t('linkSaved'), { undo: () => link.mutate(before) });
      void queries.invalidateQueries({ queryKey: orpc.chatbots.key() });
    },
    onError: toasts.failed,
  });
  const used = link.isPending ? link.variables : document.chatbotIds;
  const toggle = (id: string, checked: boolean) =>
    link.mutate(checked ? [...used, id] : used.filter(other => other !== id));
  return (
    <Box component="fieldset" sx={{ border: 0, m: 0, p: 0, minWidth: 0 }}>
      <Box component="legend" sx={{ fontWeight: 570, p: 0 }}>
        {t('usedBy')}
      </Box>
      <Box sx={{ color: 'var(--muted)', typography: 'small', mb: 0.5 }}>
        {t(used.length === 0 ? 'usedByNone' : 'usedByHint')}
      </Box>
      {chatbots.data?.map(({ id, name }) => (
        <FormControlLabel
          key={id}
          sx={{ display: 'flex', ml: '-7px', mr: 0 }}
          control={
            <Checkbox
              size="small"
              checked={used.includes(id)}
              disabled={!mayEdit || link.isPending}
              onChange={(_, checked) => toggle(id, checked)}
            />
          }
          label={name}
        />
      ))}
    </Box>
  );
}
