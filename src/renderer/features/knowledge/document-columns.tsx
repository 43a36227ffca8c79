import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import type { Document } from '#shared/contract/document.ts';
import type { DocumentSort } from '#shared/contract/documents.ts';
import { client } from '../../rpc/client.ts';
import { useProblemWords } from '../../rpc/errors.ts';
import type { Column } from '../../ui/column.ts';
import { useFormat } from '../../ui/format.ts';
import { LinkBox } from '../../ui/link-box.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useToasts } from '../../ui/toasts.tsx';
import {
  DocumentState,
  fullName,
  isNamedApart,
  UnlockButton,
  useDocumentStateWords,
  useWarningWords,
} from '../documents/index.ts';
import { TagChips } from '../tags/index.ts';
import { RowMenu } from './row-menu.tsx';

const BYTES_PER_KILOBYTE = 1000;
const UNDER_WAY: readonly Document['state'][] = ['queued', 'extracting', 'indexing'];

type Shown = { bots: readonly Chatbot[]; mayEdit: boolean; withChatbots: boolean };

/** What is told of each document, side by side. */
export function useDocumentColumns({ bots, mayEdit, withChatbots }: Shown): Column<Document, DocumentSort>[] {
  const { t } = useTranslation('knowledge');
  const format = useFormat();
  const stateWords = useDocumentStateWords();
  const usersOf = ({ chatbotIds }: Document) =>
    bots
      .filter(bot => chatbotIds.includes(bot.id))
      .map(({ name }) => name)
      .join(', ');
  const columns: (Column<Document, DocumentSort> | false)[] = [
    {
      label: t('columnDocument'),
      sort: 'title',
      width: [190, 2.4],
      value: document => <Name document={document} />,
      cell: fullName,
    },
    withChatbots && {
      label: t('columnChatbots'),
      width: [100, 1],
      roomy: true,
      value: document => {
        const users = usersOf(document);
        return <span title={users}>{users === '' ? t('unused') : users}</span>;
      },
      cell: usersOf,
    },
    {
      label: t('columnState'),
      sort: 'state',
      width: [132, 1.2],
      value: document => <DocumentState document={document} />,
      cell: document => stateWords(document).words,
    },
    {
      label: t('columnPages'),
      sort: 'pages',
      first: 'desc',
      width: [56],
      number: true,
      value: ({ pageCount }) => (pageCount === null ? '–' : format.number(pageCount)),
      cell: ({ pageCount }) => pageCount,
    },
    {
      label: t('columnSize'),
      fileLabel: t('columnSizeInFile'),
      sort: 'size',
      first: 'desc',
      width: [68],
      number: true,
      roomy: true,
      value: ({ size }) => format.bytes(size),
      cell: ({ size }) => size / BYTES_PER_KILOBYTE,
    },
    {
      label: t('columnPassages'),
      sort: 'passages',
      first: 'desc',
      width: [76],
      number: true,
      roomy: true,
      value: ({ passageCount }) => (passageCount === 0 ? '–' : format.number(passageCount)),
      cell: ({ passageCount }) => passageCount,
    },
    {
      label: t('columnUpdated'),
      sort: 'updated',
      first: 'desc',
      width: [112],
      named: true,
      value: document => <When document={document} mayEdit={mayEdit} />,
      cell: document => new Date(instantOf(document)),
    },
    mayEdit && {
      label: t('columnActions'),
      width: [34],
      deeds: true,
      value: document => <RowMenu document={document} />,
    },
  ];
  return columns.filter(column => column !== false);
}

const instantOf = ({ setAsideAt, updatedAt }: Document): string => setAsideAt ?? updatedAt;

/** Three lines hold what tells one long name from another; the rest is in the hint and on the document's page. */
const fewLines = {
  display: '-webkit-box',
  WebkitLineClamp: 3,
  WebkitBoxOrient: 'vertical',
  overflow: 'hidden',
  overflowWrap: 'anywhere',
} as const;

/** The title, the file where it is called otherwise, and what went wrong. */
function Name({ document }: { document: Document }) {
  const { t } = useTranslation('knowledge');
  const words = useProblemWords();
  const warnings = useWarningWords();
  const { id, title, fileName, state, failure, dismissed } = document;
  const note =
    state === 'failed' && !dismissed
      ? words(failure ?? 'internal.unexpected').advice
      : state === 'ready'
        ? document.warnings.map(warnings.short).join(' · ')
        : '';
  return (
    <Box sx={{ whiteSpace: 'normal' }}>
      <LinkBox
        to="/documents/$id"
        params={{ id }}
        title={fullName(document)}
        sx={{
          ...fewLines,
          color: 'var(--text)',
          fontWeight: 570,
          textDecoration: 'none',
          '&:hover': { textDecoration: 'underline', textUnderlineOffset: '3px' },
        }}
      >
        {title}
      </LinkBox>
      {isNamedApart(document) && (
        <Box sx={{ color: 'var(--faint)', typography: 'small', ...fewLines }} title={fileName}>
          {fileName}
        </Box>
      )}
      {document.source !== null && (
        <Box sx={{ color: 'var(--faint)', typography: 'small', ...fewLines }}>
          {t('fromSource', { name: document.source.name, key: document.source.key })}
        </Box>
      )}
      <TagChips tags={document.tags} />
      {note !== '' && <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{note}</Box>}
    </Box>
  );
}

function When({ document, mayEdit }: { document: Document; mayEdit: boolean }) {
  const { t } = useTranslation('knowledge');
  const format = useFormat();
  const now = useNow();
  const { id, title, state, dismissed } = document;
  if (state === 'failed' && mayEdit && !dismissed)
    return document.lock === null ? (
      <RetryButton id={id} name={title} />
    ) : (
      <UnlockButton document={document} />
    );
  if (UNDER_WAY.includes(state)) return t('inProgress');
  const instant = instantOf(document);
  return (
    <Box component="span" title={format.dateTime(instant)} sx={{ color: 'var(--muted)' }}>
      {format.ago(instant, now)}
    </Box>
  );
}

function RetryButton({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation('knowledge');
  const toasts = useToasts();
  const retry = useMutation({ mutationFn: () => client.documents.retry({ id }), onError: toasts.failed });
  return (
    <Button
      size="small"
      disabled={retry.isPending}
      aria-label={t('retryNamed', { name })}
      onClick={() => retry.mutate()}
    >
      {t('retry')}
    </Button>
  );
}
