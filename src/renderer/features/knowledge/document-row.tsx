import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import { useMutation } from '@tanstack/react-query';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import type { Document } from '#shared/contract/document.ts';
import { client } from '../../rpc/client.ts';
import { useProblemWords } from '../../rpc/errors.ts';
import { useFormat } from '../../ui/format.ts';
import { LinkBox } from '../../ui/link-box.tsx';
import { ONE_LINE } from '../../ui/one-line.ts';
import { useToasts } from '../../ui/toasts.tsx';
import { DocumentState, fullName, isNamedApart, useWarningWords } from '../documents/index.ts';
import { RowMenu } from './row-menu.tsx';

/** The columns of the table; on a narrow window only the document and its state remain. */
export function rowColumns(withChatbots: boolean, mayEdit: boolean) {
  const box = mayEdit ? '38px ' : '';
  const menu = mayEdit ? ' 34px' : '';
  const bots = withChatbots ? 'minmax(96px, 1fr) ' : '';
  return {
    display: 'grid',
    columnGap: 1.5,
    pl: mayEdit ? '8px' : '14px',
    pr: mayEdit ? '8px' : '14px',
    gridTemplateColumns: {
      xs: `${box}minmax(0, 1fr) auto${menu}`,
      md: `${box}minmax(160px, 2fr) minmax(150px, 1fr) 48px 122px${menu}`,
      lg: `${box}minmax(180px, 2.4fr) ${bots}minmax(164px, 1.2fr) 48px 68px 68px 122px${menu}`,
    },
    '& .wide, & .number': { display: { xs: 'none', md: 'block' } },
    '& .widest': { display: { xs: 'none', lg: 'block' } },
    '& .number': { textAlign: 'right', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  };
}

type Props = {
  document: Document;
  bots: readonly Chatbot[];
  withChatbots: boolean;
  mayEdit: boolean;
  selected: boolean;
  onToggle: () => void;
};

export const DocumentRow = memo(function DocumentRow(props: Props) {
  const { document, bots, withChatbots, mayEdit, selected, onToggle } = props;
  const { t } = useTranslation('knowledge');
  const format = useFormat();
  const { title, pageCount, passageCount, size, chatbotIds } = document;
  const users = bots.filter(bot => chatbotIds.includes(bot.id)).map(({ name }) => name);
  return (
    <Box
      role="row"
      aria-selected={selected}
      sx={{
        ...rowColumns(withChatbots, mayEdit),
        alignItems: 'center',
        minHeight: 46,
        py: 0.75,
        typography: 'body',
        borderBottom: '1px solid var(--line)',
        background: selected ? 'var(--accent-soft)' : 'none',
        '&:hover': { background: selected ? 'var(--accent-soft)' : 'var(--surface-2)' },
      }}
    >
      {mayEdit && (
        <span role="cell">
          <Checkbox
            size="small"
            checked={selected}
            onChange={onToggle}
            slotProps={{ input: { 'aria-label': t('select', { name: title }) } }}
          />
        </span>
      )}
      <Name document={document} />
      {withChatbots && (
        <Box
          role="cell"
          className="widest"
          title={users.join(', ')}
          sx={{ color: 'var(--muted)', ...oneLine }}
        >
          {users.length === 0 ? t('unused') : users.join(', ')}
        </Box>
      )}
      <Box role="cell" className="state" sx={{ minWidth: 0 }}>
        <DocumentState document={document} />
      </Box>
      <span role="cell" className="number">
        {pageCount === null ? '–' : format.number(pageCount)}
      </span>
      <span role="cell" className="number widest">
        {format.bytes(size)}
      </span>
      <span role="cell" className="number widest">
        {passageCount === 0 ? '–' : format.number(passageCount)}
      </span>
      <When document={document} mayEdit={mayEdit} />
      {mayEdit && (
        <span role="cell">
          <RowMenu document={document} />
        </span>
      )}
    </Box>
  );
});

const oneLine = { ...ONE_LINE } as const;
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
    <Box role="cell" sx={{ minWidth: 0 }}>
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
      {note !== '' && <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{note}</Box>}
    </Box>
  );
}

function When({ document, mayEdit }: { document: Document; mayEdit: boolean }) {
  const { t } = useTranslation('knowledge');
  const format = useFormat();
  const { id, title, state, dismissed, updatedAt, setAsideAt } = document;
  const instant = setAsideAt ?? updatedAt;
  return (
    <Box role="cell" className="wide" sx={{ color: 'var(--muted)', ...oneLine }}>
      {state === 'failed' && mayEdit && !dismissed ? (
        <RetryButton id={id} name={title} />
      ) : ['queued', 'extracting', 'indexing'].includes(state) ? (
        t('inProgress')
      ) : (
        <span title={format.dateTime(instant)}>{format.ago(instant)}</span>
      )}
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
