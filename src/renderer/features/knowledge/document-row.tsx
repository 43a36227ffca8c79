import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import { useMutation } from '@tanstack/react-query';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import type { Document } from '#shared/contract/documents.ts';
import { client } from '../../rpc/client.ts';
import { useProblemWords } from '../../rpc/errors.ts';
import { useFormat } from '../../ui/format.ts';
import { LinkBox } from '../../ui/link-box.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { DocumentState } from '../documents/document-state.tsx';

/** The columns of the table; on a narrow window only the document and its state remain. */
export function rowColumns(withChatbots: boolean, mayEdit: boolean) {
  const box = mayEdit ? '38px ' : '';
  const bots = withChatbots ? 'minmax(110px, 1fr) ' : '';
  return {
    display: 'grid',
    columnGap: 1.5,

    pl: mayEdit ? '8px' : '14px',
    pr: '14px',
    gridTemplateColumns: {
      xs: `${box}minmax(0, 1fr) auto`,
      md: `${box}minmax(180px, 2.4fr) ${bots}minmax(150px, 1.5fr) 56px 72px 96px`,
    },
    '& .wide, & .number': { display: { xs: 'none', md: 'block' } },
    '& .number': { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
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
  const words = useProblemWords();
  const { id, title, fileName, state, failure, pageCount, passageCount, updatedAt, chatbotIds } = document;
  const users = bots.filter(bot => chatbotIds.includes(bot.id)).map(({ name }) => name);
  const open = state !== 'ready' && state !== 'failed';
  return (
    <Box
      role="row"
      aria-selected={selected}
      sx={{
        ...rowColumns(withChatbots, mayEdit),
        alignItems: 'center',
        minHeight: 46,
        py: 0.75,
        fontSize: 13.5,
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
      <Box role="cell" sx={{ minWidth: 0 }}>
        <LinkBox
          to="/documents/$id"
          params={{ id }}
          title={fileName}
          sx={{
            display: 'block',
            color: 'var(--text)',
            fontWeight: 570,
            textDecoration: 'none',
            overflow: 'hidden',
            textOverflow: 'ellipsis',
            whiteSpace: 'nowrap',
            '&:hover': { textDecoration: 'underline', textUnderlineOffset: '3px' },
          }}
        >
          {title}
        </LinkBox>
        {state === 'failed' && (
          <Box sx={{ color: 'var(--muted)', fontSize: 12.5 }}>
            {words(failure ?? 'internal.unexpected').advice}
          </Box>
        )}
      </Box>
      {withChatbots && (
        <Box
          role="cell"
          className="wide"
          title={users.join(', ')}
          sx={{ color: 'var(--muted)', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}
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
      <span role="cell" className="number">
        {passageCount === 0 ? '–' : format.number(passageCount)}
      </span>
      <Box role="cell" className="wide" sx={{ color: 'var(--muted)' }}>
        {state === 'failed' && mayEdit ? (
          <RetryButton id={id} name={title} />
        ) : open ? (
          t('inProgress')
        ) : (
          <span title={format.dateTime(updatedAt)}>{format.ago(updatedAt)}</span>
        )}
      </Box>
    </Box>
  );
});

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
