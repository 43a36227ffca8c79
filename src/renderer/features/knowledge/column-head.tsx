import ButtonBase from '@mui/material/ButtonBase';
import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { DocumentSort } from '#shared/contract/documents.ts';
import { Icon } from '../../ui/icon.tsx';
import { ONE_LINE } from '../../ui/one-line.ts';

export type Sorting = { sort: DocumentSort; order: 'asc' | 'desc' };

/** What a first click on a column shows: names from A, what needs a look first, else the largest and the latest. */
const FIRST: Partial<Record<DocumentSort, Sorting['order']>> = { title: 'asc', state: 'asc' };

type Props = {
  by: DocumentSort;
  label: string;
  className?: string;
  sorting: Sorting;
  onSort: (sorting: Sorting) => void;
};

/** The head of a column that sorts the whole list; the arrow shows which way. */
export function ColumnHead({ by, label, className, sorting, onSort }: Props) {
  const { t } = useTranslation('knowledge');
  const active = sorting.sort === by;
  const first = FIRST[by] ?? 'desc';
  const next = active && sorting.order === first ? (first === 'asc' ? 'desc' : 'asc') : first;
  return (
    <Box
      role="columnheader"
      className={className}
      aria-sort={active ? (sorting.order === 'asc' ? 'ascending' : 'descending') : 'none'}
      sx={{ minWidth: 0 }}
    >
      <ButtonBase
        title={t('sortBy', { column: label })}
        onClick={() => onSort({ sort: by, order: next })}
        sx={{
          font: 'inherit',
          verticalAlign: 'baseline',
          maxWidth: '100%',
          gap: '2px',
          borderRadius: 'var(--r-s)',
          color: active ? 'var(--text)' : 'inherit',
          '&:hover': { color: 'var(--text)' },
        }}
      >
        <Box component="span" sx={{ ...ONE_LINE }}>
          {label}
        </Box>
        {active && (
          <Box
            component="span"
            sx={{ display: 'grid', transform: sorting.order === 'asc' ? 'rotate(180deg)' : 'none' }}
          >
            <Icon name="down" size={13} />
          </Box>
        )}
      </ButtonBase>
    </Box>
  );
}
