import { createContext, memo, useContext, useMemo, useRef, useState, type ReactNode } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Tooltip from '@mui/material/Tooltip';
import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { allowedAddress, settledText, withDoubtMarks } from '#shared/lib/answer-text.ts';
import { copyText } from './copy-text.ts';
import { markdownStyle } from './safe-markdown-style.ts';
import { remarkSafe } from './safe-markdown-tree.ts';

/** Every word this component shows; the feature that uses it gives them in the person's language. */
export type MarkdownWords = {
  copy: string;
  copied: string;
  /** Accessible name of a citation; `order` counts the citations of the text from 0. */
  citation: (number: number, order: number) => string;
  /** What is in doubt about the words marked; `order` counts them from 0. */
  doubt: (order: number) => string;
  linkTitle: string;
  linkBody: string;
  linkOpen: string;
  cancel: string;
};

export type MarkdownCitations = {
  /** Numbers of the sources that exist; other bracketed numbers stay text. */
  numbers: readonly number[];
  /** The source shown beside the answer at this moment. */
  active: number | null;
  onOpen: (number: number, order: number) => void;
};

type Props = {
  text: string;
  words: MarkdownWords;
  citations?: MarkdownCitations | undefined;
  /** Words that the sources do not hold: offsets in the text, in order. */
  doubts?: readonly { start: number; end: number }[] | undefined;
  /** True while the text is still coming. */
  streaming?: boolean;
};

type Scope = {
  words: MarkdownWords;
  citations: MarkdownCitations | undefined;
  onLink: (address: string) => void;
};
const ScopeContext = createContext<Scope | null>(null);
const nothing: readonly never[] = [];

/**
 * The one renderer of text that comes from a model or a document, streamed or final. It never loads an image, never
 * runs or keeps HTML, and opens a link only after a person has seen its whole address. The rules on the tree are in
 * `safe-markdown-tree.ts`.
 */
export const SafeMarkdown = memo(function SafeMarkdown(props: Props) {
  const { text, words, citations, doubts = nothing, streaming = false } = props;
  const [address, setAddress] = useState<string | null>(null);
  const numbers = citations?.numbers.join(',') ?? '';
  const plugins = useMemo(() => {
    const citable = new Set(numbers === '' ? [] : numbers.split(',').map(Number));
    return [remarkGfm, () => remarkSafe({ citable })];
  }, [numbers]);
  const scope = useMemo(() => ({ words, citations, onLink: setAddress }), [words, citations]);
  return (
    <ScopeContext value={scope}>
      <Box sx={markdownStyle}>
        <Markdown
          remarkPlugins={plugins}
          components={components}
          urlTransform={address => allowedAddress(address)}
        >
          {streaming ? settledText(text) : withDoubtMarks(text, doubts)}
        </Markdown>
      </Box>
      {address !== null && <LeaveDialog address={address} words={words} onClose={() => setAddress(null)} />}
    </ScopeContext>
  );
});

function useScope(): Scope {
  const scope = useContext(ScopeContext);
  if (!scope) throw new Error('Used outside SafeMarkdown');
  return scope;
}

/** What each element becomes. Headings start under the page's own; `img` is here for whatever the tree rules miss. */
const components: Components = {
  h1: ({ children }) => <h3>{children}</h3>,
  h2: ({ children }) => <h3>{children}</h3>,
  h3: ({ children }) => <h4>{children}</h4>,
  h4: ({ children }) => <h5>{children}</h5>,
  h5: ({ children }) => <h6>{children}</h6>,
  h6: ({ children }) => <h6>{children}</h6>,
  img: ({ alt }) => <>{alt}</>,
  a: ({ href, children }) => <GuardedLink href={href}>{children}</GuardedLink>,
  pre: ({ children }) => <CodeBlock>{children}</CodeBlock>,
  table: ({ children }) => (
    <div className="table" role="group" tabIndex={0}>
      <table>{children}</table>
    </div>
  ),
  span: ({ node, children }) => (
    <Mark kind={node?.properties.dataMark} order={Number(node?.properties.dataOrder)}>
      {children}
    </Mark>
  ),
};

function Mark({ kind, order, children }: { kind: unknown; order: number; children: ReactNode }) {
  const { words, citations } = useScope();
  if (kind === 'doubt') {
    const doubt = words.doubt(order);
    return (
      <Tooltip title={doubt} enterTouchDelay={0}>
        <span className="doubt" tabIndex={0} aria-description={doubt}>
          {children}
        </span>
      </Tooltip>
    );
  }
  const number = Number(children);
  if (kind !== 'citation' || !citations) return <>{children}</>;
  return (
    <button
      type="button"
      className="citation"
      aria-label={words.citation(number, order)}
      aria-pressed={citations.active === number}
      onClick={() => citations.onOpen(number, order)}
    >
      {number}
    </button>
  );
}

/** A button, not an anchor: nothing in an answer can be followed, prefetched or dragged before a person agreed. */
function GuardedLink({ href, children }: { href: string | undefined; children: ReactNode }) {
  const { onLink } = useScope();
  const address = allowedAddress(href);
  if (address === null) return <>{children}</>;
  return (
    <button type="button" role="link" className="link" title={address} onClick={() => onLink(address)}>
      {children}
    </button>
  );
}

function CodeBlock({ children }: { children: ReactNode }) {
  const { words } = useScope();
  const block = useRef<HTMLPreElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    setCopied(await copyText(block.current?.textContent ?? ''));
  };
  return (
    <div className="code">
      <pre ref={block} tabIndex={0}>
        {children}
      </pre>
      <button type="button" className="copy" onClick={() => void copy()} onBlur={() => setCopied(false)}>
        {copied ? words.copied : words.copy}
      </button>
    </div>
  );
}

function LeaveDialog({
  address,
  words,
  onClose,
}: {
  address: string;
  words: MarkdownWords;
  onClose: () => void;
}) {
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="leave-title">
      <DialogTitle id="leave-title">{words.linkTitle}</DialogTitle>
      <DialogContent>
        {words.linkBody}
        <Box
          component="code"
          sx={{ display: 'block', mt: 1.5, overflowWrap: 'anywhere', typography: 'small' }}
        >
          {address}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button
          variant="contained"
          component="a"
          href={address}
          target="_blank"
          rel="noopener noreferrer"
          onClick={onClose}
        >
          {words.linkOpen}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
