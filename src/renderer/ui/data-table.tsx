import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import { useTranslation } from 'react-i18next';
import { Card } from './card.tsx';
import { ColumnHead } from './column-head.tsx';
import type { Column, Sorted } from './column.ts';
import { layoutOf, type TableLayout } from './table-layout.ts';
import { TableRows } from './table-rows.tsx';

/** Rows that are chosen for a deed, by their keys. */
export type Selection<Row> = {
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
  /** What a row is called when it is chosen. */
  nameOf: (row: Row) => string;
};

type Props<Row, Sort extends string> = {
  label: string;
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** The first is what a line is called; it may hold a link that covers the line (`coveringLink`). */
  columns: readonly Column<Row, Sort>[];
  sorted: Sorted<Sort>;
  onSort: (sorted: Sorted<Sort>) => void;
  selection?: Selection<Row> | undefined;
  /** More rows are to come: asked for when a person comes near the end of those that are there. */
  onNearEnd?: (() => void) | undefined;
  /** What is shown is of the choice before. */
  outdated?: boolean;
};

/** For the link of a line: it is chosen wherever the line is pressed. */
export const coveringLink = {
  color: 'var(--text)',
  fontWeight: 600,
  textDecoration: 'none',
  overflowWrap: 'anywhere',
  '&::after': { content: '""', position: 'absolute', inset: 0 },
} as const;

/**
 * A table whose head stays in sight and sorts it. It goes by its own width: where its columns have no place side by side,
 * each row is a line with its parts below its name.
 */
export function DataTable<Row, Sort extends string>(props: Props<Row, Sort>) {
  const { label, rows, keyOf, columns, sorted, onSort, selection, onNearEnd, outdated = false } = props;
  const layout = layoutOf(columns, selection !== undefined);
  return (
    // Clipped, not hidden: the head stays in sight of what scrolls around the table.
    <Card
      role="table"
      aria-label={label}
      aria-busy={outdated}
      aria-rowcount={onNearEnd ? -1 : rows.length + 1}
      sx={{ overflow: 'clip', containerType: 'inline-size', opacity: outdated ? 0.6 : 1 }}
    >
      <Box role="row" sx={layout.head}>
        {selection && <SelectAll rows={rows} keyOf={keyOf} selection={selection} layout={layout} />}
        {columns.map(column => (
          <ColumnHead
            key={column.label}
            column={column}
            sorted={sorted}
            onSort={onSort}
            sx={layout.headOf(column)}
          />
        ))}
      </Box>
      <TableRows
        rows={rows}
        keyOf={keyOf}
        onNearEnd={onNearEnd}
        draw={row => <TableRow row={row} rowKey={keyOf(row)} {...{ columns, selection, layout }} />}
      />
    </Card>
  );
}

type SelectAllProps<Row> = {
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  selection: Selection<Row>;
  layout: TableLayout<Row>;
};

function SelectAll<Row>({ rows, keyOf, selection: { selected, onSelect }, layout }: SelectAllProps<Row>) {
  const { t } = useTranslation('common');
  const chosen = rows.filter(row => selected.has(keyOf(row))).length;
  const every = chosen === rows.length;
  return (
    <Box role="columnheader" sx={layout.box}>
      <Checkbox
        size="small"
        checked={every}
        indeterminate={chosen > 0 && !every}
        onChange={() => onSelect(every ? new Set() : new Set(rows.map(keyOf)))}
        slotProps={{ input: { 'aria-label': t('selectAll') } }}
      />
    </Box>
  );
}

type RowProps<Row, Sort extends string> = {
  row: Row;
  rowKey: string;
  columns: readonly Column<Row, Sort>[];
  selection: Selection<Row> | undefined;
  layout: TableLayout<Row>;
};

function TableRow<Row, Sort extends string>({
  row,
  rowKey,
  columns,
  selection,
  layout,
}: RowProps<Row, Sort>) {
  const { t } = useTranslation('common');
  const [first, ...others] = columns;
  const deeds = others.findLast(column => column.deeds);
  const isSelected = selection?.selected.has(rowKey) === true;
  const toggle = ({ selected, onSelect }: Selection<Row>) => {
    const next = new Set(selected);
    if (!next.delete(rowKey)) next.add(rowKey);
    onSelect(next);
  };
  return (
    <Box
      role="row"
      {...(selection ? { 'aria-selected': isSelected } : {})}
      sx={[layout.row, isSelected && { '&, &:hover': { background: 'var(--accent-soft)' } }]}
    >
      {selection && (
        <Box role="cell" sx={layout.box}>
          <Checkbox
            size="small"
            checked={isSelected}
            onChange={() => toggle(selection)}
            slotProps={{ input: { 'aria-label': t('select', { name: selection.nameOf(row) }) } }}
          />
        </Box>
      )}
      <Box role="cell" sx={layout.name}>
        {first?.value(row)}
      </Box>
      <Box role="presentation" sx={layout.parts}>
        {others
          .filter(column => column !== deeds)
          .map(column => (
            <Box key={column.label} role="cell" data-label={column.label} sx={layout.cellOf(column)}>
              {column.value(row)}
            </Box>
          ))}
      </Box>
      {deeds && (
        <Box role="cell" sx={layout.deeds}>
          {deeds.value(row)}
        </Box>
      )}
    </Box>
  );
}
