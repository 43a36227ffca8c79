import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { Comparison, ComparedPart } from '#shared/contract/document.ts';
import { sheetStyle } from './sheet-style.ts';

type Shown = Exclude<ComparedPart, { kind: 'folded' }>;
type Group = { key: number; rows: Shown[] } | { key: number; part: ComparedPart };

const changeStyle = {
  ...sheetStyle,
  '& ins': {
    textDecoration: 'underline',
    textUnderlineOffset: '2px',
    background: 'color-mix(in srgb, var(--ok) 20%, transparent)',
  },
  '& del': { background: 'color-mix(in srgb, var(--bad) 18%, transparent)' },
  '& pre': { ...sheetStyle['& pre'], whiteSpace: 'pre-wrap' },
  '& .folded': {
    my: 1.5,
    textAlign: 'center',
    typography: 'small',
    opacity: 0.72,
    borderTop: '1px dashed color-mix(in srgb, currentColor 30%, transparent)',
    pt: 0.5,
  },
};

/** Two versions as one text on a sheet: what is gone struck through, what is new underlined. */
export function ComparedText({ parts }: { parts: Comparison['parts'] }) {
  const { t } = useTranslation('documents');
  return (
    <Box component="article" aria-label={t('changesText')} sx={changeStyle}>
      {groupsOf(parts).map(group =>
        'rows' in group ? (
          <Rows key={group.key} rows={group.rows} />
        ) : (
          <Part key={group.key} part={group.part} />
        ),
      )}
    </Box>
  );
}

/** Rows that follow each other are one table. */
function groupsOf(parts: Comparison['parts']): Group[] {
  const groups: Group[] = [];
  for (const [key, part] of parts.entries()) {
    const last = groups.at(-1);
    if (part.kind !== 'row') groups.push({ key, part });
    else if (last && 'rows' in last) last.rows.push(part);
    else groups.push({ key, rows: [part] });
  }
  return groups;
}

function Part({ part }: { part: ComparedPart }) {
  const { t } = useTranslation('documents');
  if (part.kind === 'folded')
    return <div className="folded">{t('changesFolded', { count: part.count })}</div>;
  const words = part.cells.map((cell, index) => <Words key={index} pieces={cell} />);
  switch (part.kind) {
    case 'heading':
      return <h3>{words}</h3>;
    case 'code':
      return <pre tabIndex={0}>{words}</pre>;
    case 'quote':
      return <blockquote>{words}</blockquote>;
    default:
      return <p>{words}</p>;
  }
}

function Rows({ rows }: { rows: readonly Shown[] }) {
  return (
    <div className="table" role="group" tabIndex={0}>
      <table>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.cells.map((cell, column) => (
                <td key={column}>
                  <Words pieces={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Words({ pieces }: { pieces: Shown['cells'][number] }) {
  return pieces.map(({ state, text }, index) => {
    if (state === 'added') return <ins key={index}>{text}</ins>;
    if (state === 'removed') return <del key={index}>{text}</del>;
    return <span key={index}>{text}</span>;
  });
}
