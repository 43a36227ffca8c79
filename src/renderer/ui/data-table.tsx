import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { Fragment, type ReactNode } from 'react';
import { Card } from './card.tsx';
import { Icon } from './icon.tsx';

export type Sorted<Sort extends string> = { by: Sort; order: 'asc' | 'desc' };

export type Column<Row, Sort extends string> = {
  label: string;
  /** What stands in the cell; nothing is shown for null, and on a phone no place is kept for it. */
  value: (row: Row) => ReactNode;
  /** By what the list is sorted when its head is chosen; without it, it cannot be. */
  sort?: Sort;
  /** Which way one wants it first: names from A, dates from today. */
  first?: 'asc' | 'desc';
  /** A track of a CSS grid. */
  width: string;
};

type Props<Row, Sort extends string> = {
  label: string;
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** The first is what a line is called; it may hold a link that covers the line (`coveringLink`). */
  columns: readonly Column<Row, Sort>[];
  sorted: Sorted<Sort>;
  onSort: (sorted: Sorted<Sort>) => void;
};

/** For the link of a line: it is chosen wherever the line is pressed. */
export const coveringLink = {
  color: 'var(--text)',
  fontWeight: 600,
  textDecoration: 'none',
  overflowWrap: 'anywhere',
  '&::after': { content: '""', position: 'absolute', inset: 0 },
} as const;

/** A table whose head stays in sight and sorts it; on a phone each row is a line with its parts below its name. */
export function DataTable<Row, Sort extends string>({
  label,
  rows,
  keyOf,
  columns,
  sorted,
  onSort,
}: Props<Row, Sort>) {
  const tracks = {
    display: { xs: 'flex', md: 'grid' },
    flexWrap: 'wrap',
    gridTemplateColumns: columns.map(({ width }) => width).join(' '),
    columnGap: { xs: 1.5, md: 2.5 },
    px: 2,
    alignItems: 'center',
  } as const;
  return (
    // Clipped, not hidden: the head stays in sight of what scrolls around the table.
    <Card role="table" aria-label={label} sx={{ overflow: 'clip' }}>
      <Box
        role="row"
        sx={{
          ...tracks,
          display: { xs: 'none', md: 'grid' },
          position: 'sticky',
          top: 0,
          zIndex: 1,
          minHeight: 40,
          typography: 'small',
          fontWeight: 560,
          color: 'var(--muted)',
          background: 'var(--surface)',
          borderBottom: '1px solid var(--line)',
        }}
      >
        {columns.map(column => (
          <Head key={column.label} column={column} sorted={sorted} onSort={onSort} />
        ))}
      </Box>
      {rows.map(row => (
        <Box
          key={keyOf(row)}
          role="row"
          sx={{
            ...tracks,
            position: 'relative',
            minHeight: 52,
            py: 1,
            borderBottom: '1px solid var(--line)',
            '&:last-child': { borderBottom: 0 },
            '&:hover': { background: 'var(--surface-2)' },
          }}
        >
          {columns.map(({ label: name, value }, index) => (
            <Fragment key={name}>
              <Cell first={index === 0}>{value(row)}</Cell>
            </Fragment>
          ))}
        </Box>
      ))}
    </Card>
  );
}

function Cell({ first, children }: { first: boolean; children: ReactNode }) {
  return (
    <Box
      role="cell"
      sx={{
        minWidth: 0,
        overflow: 'hidden',
        textOverflow: 'ellipsis',
        whiteSpace: { md: 'nowrap' },
        ...(first
          ? { flexBasis: '100%' }
          : {
              color: { xs: 'var(--muted)', md: 'inherit' },
              typography: { xs: 'small', md: 'body' },
              '&:empty': { display: { xs: 'none', md: 'block' } },
            }),
      }}
    >
      {children}
    </Box>
  );
}

function Head<Row, Sort extends string>({
  column: { label, sort, first = 'asc' },
  sorted,
  onSort,
}: Pick<Props<Row, Sort>, 'sorted' | 'onSort'> & { column: Column<Row, Sort> }) {
  if (sort === undefined) return <span role="columnheader">{label}</span>;
  const active = sorted.by === sort;
  const turned = sorted.order === 'asc' ? 'desc' : 'asc';
  return (
    <span
      role="columnheader"
      aria-sort={active ? (sorted.order === 'asc' ? 'ascending' : 'descending') : 'none'}
    >
      <ButtonBase
        disableRipple
        onClick={() => onSort({ by: sort, order: active ? turned : first })}
        sx={{
          font: 'inherit',
          fontWeight: active ? 640 : 'inherit',
          color: active ? 'var(--text)' : 'inherit',
          gap: 0.5,
          py: 0.75,
          '&:hover': { color: 'var(--text)' },
          '&:focus-visible': { outline: '2px solid var(--accent)', outlineOffset: 2, borderRadius: '4px' },
        }}
      >
        {label}
        {active && (
          <Box
            component="span"
            sx={{ display: 'grid', transform: sorted.order === 'asc' ? 'rotate(180deg)' : 'none' }}
          >
            <Icon name="down" size={14} />
          </Box>
        )}
      </ButtonBase>
    </span>
  );
}
