import Box, { type BoxProps } from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useTranslation } from 'react-i18next';
import type { Column, Sorted } from './column.ts';
import { Icon } from './icon.tsx';
import { ONE_LINE } from './one-line.ts';

type Props<Row, Sort extends string> = {
  column: Column<Row, Sort>;
  sorted: Sorted<Sort>;
  onSort: (sorted: Sorted<Sort>) => void;
  sx: BoxProps['sx'];
};

/** The head of a column: it sorts the whole list where it can; the arrow shows which way. */
export function ColumnHead<Row, Sort extends string>({ column, sorted, onSort, sx }: Props<Row, Sort>) {
  const { t } = useTranslation('common');
  const { label, sort, first = 'asc', deeds = false } = column;
  if (sort === undefined) {
    return (
      <Box role="columnheader" sx={sx}>
        {deeds ? <span className="visually-hidden">{label}</span> : label}
      </Box>
    );
  }
  const active = sorted.by === sort;
  const turned = sorted.order === 'asc' ? 'desc' : 'asc';
  return (
    <Box
      role="columnheader"
      aria-sort={active ? (sorted.order === 'asc' ? 'ascending' : 'descending') : 'none'}
      sx={sx}
    >
      <ButtonBase
        disableRipple
        title={t('sortBy', { column: label })}
        onClick={() => onSort({ by: sort, order: active ? turned : first })}
        sx={{
          font: 'inherit',
          fontWeight: active ? 640 : 'inherit',
          color: active ? 'var(--text)' : 'inherit',
          maxWidth: '100%',
          gap: '2px',
          py: 0.75,
          '&:hover': { color: 'var(--text)' },
          '&:focus-visible': { outline: '2px solid var(--accent)', outlineOffset: 2, borderRadius: '4px' },
        }}
      >
        <Box component="span" sx={ONE_LINE}>
          {label}
        </Box>
        {active && (
          <Box
            component="span"
            sx={{ display: 'grid', transform: sorted.order === 'asc' ? 'rotate(180deg)' : 'none' }}
          >
            <Icon name="down" size={14} />
          </Box>
        )}
      </ButtonBase>
    </Box>
  );
}
