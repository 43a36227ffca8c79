import type { Column } from './column.ts';
import { ONE_LINE } from './one-line.ts';

const GAP_PX = 20;
const SIDE_PX = 16;
const BOX_PX = 30;
export const ROW_HEIGHT_PX = 48;

type Placed<Row> = Pick<
  Column<Row, string>,
  'width' | 'indent' | 'named' | 'number' | 'roomy' | 'deeds' | 'sort'
>;
export type TableLayout<Row> = ReturnType<typeof layoutOf<Row>>;

/**
 * Where everything of a table stands, by the width of the table itself: columns side by side once those that are always
 * shown have their place, the roomy ones too once all have; lines before that.
 */
export function layoutOf<Row>(columns: readonly Placed<Row>[], withBox: boolean) {
  const always = columns.filter(({ roomy }) => roomy !== true);
  const aside = `@container (min-width: ${widthOf(always, withBox)}px)`;
  const whole = `@container (min-width: ${widthOf(columns, withBox)}px)`;
  const tracks = (shown: readonly Placed<Row>[]) => ({
    gridTemplateColumns: [...(withBox ? [`${BOX_PX}px`] : []), ...shown.map(trackOf)].join(' '),
  });
  const withDeeds = columns.some(({ deeds }) => deeds);
  const narrow = [...(withBox ? [`${BOX_PX}px`] : []), 'minmax(0, 1fr)', ...(withDeeds ? ['auto'] : [])].join(
    ' ',
  );
  const grid = { columnGap: `${GAP_PX}px`, px: `${SIDE_PX}px`, alignItems: 'center' } as const;
  const fromAside = (roomy: boolean | undefined, display: string) =>
    roomy === true ? { display: 'none', [whole]: { display } } : { [aside]: { display } };
  return {
    head: {
      ...grid,
      display: 'flex',
      flexWrap: 'wrap',
      position: 'sticky',
      top: 0,
      zIndex: 2,
      minHeight: 40,
      typography: 'small',
      fontWeight: 560,
      color: 'var(--muted)',
      background: 'var(--surface)',
      borderBottom: '1px solid var(--line)',
      [aside]: { display: 'grid', ...tracks(always) },
      [whole]: { display: 'grid', ...tracks(columns) },
    },
    /** As lines, only heads that sort are shown. */
    headOf: ({ sort, number, roomy, deeds }: Placed<Row>) => ({
      minWidth: 0,
      textAlign: number === true ? ('right' as const) : ('left' as const),
      ...(sort === undefined && deeds !== true ? { display: 'none' } : {}),
      ...fromAside(roomy, 'block'),
    }),
    row: {
      ...grid,
      display: 'grid',
      position: 'relative',
      gridTemplateColumns: narrow,
      minHeight: ROW_HEIGHT_PX,
      py: 0.75,
      borderBottom: '1px solid var(--line)',
      '&:hover': { background: 'var(--surface-2)' },
      [aside]: tracks(always),
      [whole]: tracks(columns),
    },
    box: { ml: '-8px', position: 'relative', zIndex: 1 },
    name: { minWidth: 0 },
    parts: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      columnGap: 1.5,
      gridRow: 2,
      mt: 0.5,
      pl: `${columns[0]?.indent ?? 0}px`,
      '&:empty': { display: 'none' },
      gridColumn: withBox ? '2 / -1' : '1 / -1',
      [aside]: { display: 'contents' },
    },
    cellOf: ({ named, number, roomy }: Placed<Row>) => ({
      minWidth: 0,
      color: 'var(--muted)',
      typography: 'small',
      '&:empty': { display: 'none' },
      ...(named === true || number === true
        ? { '&::before': { content: 'attr(data-label) "\\00a0"', color: 'var(--faint)' } }
        : {}),
      ...(number === true ? { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' } : {}),
      ...(roomy === true ? { display: 'none', [whole]: asCell(number) } : { [aside]: asCell(number) }),
    }),
    deeds: { position: 'relative', zIndex: 1, gridRow: 1, gridColumn: -2, mr: '-8px', [aside]: inOrder },
  } as const;
}

const inOrder = { gridRow: 'auto', gridColumn: 'auto' } as const;

function asCell(number: boolean | undefined) {
  return {
    display: 'block',
    color: 'inherit',
    typography: 'body',
    ...ONE_LINE,
    '&:empty': { display: 'block' },
    '&::before': { content: 'none' },
    ...(number === true ? { textAlign: 'right' as const } : {}),
  };
}

function trackOf({ width: [needed, share] }: Pick<Placed<never>, 'width'>): string {
  return share === undefined ? `${needed}px` : `minmax(${needed}px, ${share}fr)`;
}

function widthOf(columns: readonly Pick<Placed<never>, 'width'>[], withBox: boolean): number {
  const needed = [...(withBox ? [BOX_PX] : []), ...columns.map(({ width }) => width[0])];
  return needed.reduce((sum, each) => sum + each, GAP_PX * (needed.length - 1) + 2 * SIDE_PX);
}
