import { Fragment } from 'preact';
import { useMemo } from 'preact/hooks';
import { settledText } from '../../../shared/lib/answer-text.ts';
import { parseMarkdown, type Block } from '../markdown/blocks.ts';
import type { Inline } from '../markdown/inline.ts';
import type { Source } from '../../wire.ts';
import { CopyButton } from './copy-button.tsx';
import { usePanel } from './panel-context.ts';

type Props = {
  text: string;
  sources: readonly Source[];
  /** True while the text is still coming. */
  streaming: boolean;
  onCite(source: Source): void;
};

type Drawing = { sources: ReadonlyMap<number, Source>; onCite(source: Source): void };

/**
 * The one way text of a model is drawn, streamed or final. The tree has no picture and no HTML in it (`markdown/`);
 * a link is a button that shows its address first.
 */
export function AnswerText({ text, sources, streaming, onCite }: Props) {
  const blocks = useMemo(
    () => parseMarkdown(streaming ? settledText(text) : text, new Set(sources.map(({ number }) => number))),
    [text, sources, streaming],
  );
  const drawing = { sources: new Map(sources.map(source => [source.number, source])), onCite };
  return (
    <div class="prose" dir="auto">
      <Blocks blocks={blocks} drawing={drawing} />
    </div>
  );
}

function Blocks({ blocks, drawing }: { blocks: readonly Block[]; drawing: Drawing }) {
  return (
    <>
      {blocks.map((block, index) => (
        <BlockView key={index} block={block} drawing={drawing} />
      ))}
    </>
  );
}

function BlockView({ block, drawing }: { block: Block; drawing: Drawing }) {
  switch (block.type) {
    case 'paragraph':
      return <p>{inline(block.children, drawing)}</p>;
    case 'heading': {
      // Under the panel's own headings.
      const Heading = (['h3', 'h4', 'h5'] as const)[Math.min(block.level, 3) - 1] ?? 'h5';
      return <Heading>{inline(block.children, drawing)}</Heading>;
    }
    case 'quote':
      return (
        <blockquote>
          <Blocks blocks={block.children} drawing={drawing} />
        </blockquote>
      );
    case 'code':
      return (
        <div class="code">
          <pre tabIndex={0}>
            <code>{block.text}</code>
          </pre>
          <CopyButton text={block.text} />
        </div>
      );
    case 'table':
      return (
        <div class="table" tabIndex={0} role="group">
          <table>
            <thead>
              <tr>
                {block.head.map((cell, index) => (
                  <th key={index}>{inline(cell, drawing)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {block.rows.map((row, index) => (
                <tr key={index}>
                  {row.map((cell, column) => (
                    <td key={column}>{inline(cell, drawing)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
    case 'list':
      return <ListView block={block} drawing={drawing} />;
    case 'rule':
      return <hr />;
  }
}

function ListView({ block, drawing }: { block: Extract<Block, { type: 'list' }>; drawing: Drawing }) {
  const items = block.items.map(({ done, children }, index) => {
    const [first, ...rest] = children;
    // An item of one paragraph is a line, not a paragraph in a line.
    const line = first?.type === 'paragraph' ? inline(first.children, drawing) : null;
    return (
      <li key={index} class={done === null ? undefined : 'task'}>
        {done !== null && <input type="checkbox" checked={done} disabled />}
        {line ?? (first !== undefined && <BlockView block={first} drawing={drawing} />)}
        <Blocks blocks={rest} drawing={drawing} />
      </li>
    );
  });
  return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>;
}

function inline(nodes: readonly Inline[], drawing: Drawing) {
  return nodes.map((node, index) => <InlineView key={index} node={node} drawing={drawing} />);
}

function InlineView({ node, drawing }: { node: Inline; drawing: Drawing }) {
  switch (node.type) {
    case 'text':
      return <Fragment>{node.text}</Fragment>;
    case 'code':
      return <code>{node.text}</code>;
    case 'break':
      return <br />;
    case 'strong':
      return <strong>{inline(node.children, drawing)}</strong>;
    case 'emphasis':
      return <em>{inline(node.children, drawing)}</em>;
    case 'deleted':
      return <del>{inline(node.children, drawing)}</del>;
    case 'link':
      return <GuardedLink node={node} drawing={drawing} />;
    case 'citation':
      return <Citation number={node.number} drawing={drawing} />;
  }
}

function Citation({ number, drawing }: { number: number; drawing: Drawing }) {
  const { t } = usePanel();
  const source = drawing.sources.get(number);
  if (source === undefined) return <Fragment>[{number}]</Fragment>;
  return (
    <button
      type="button"
      class="citation"
      aria-label={t('sourceNamed', { number, title: source.title })}
      onClick={() => drawing.onCite(source)}
    >
      {number}
    </button>
  );
}

/** A button, not an anchor: nothing in an answer can be followed, prefetched or dragged before a person agreed. */
function GuardedLink({ node, drawing }: { node: Extract<Inline, { type: 'link' }>; drawing: Drawing }) {
  const { controller } = usePanel();
  return (
    <button
      type="button"
      role="link"
      class="link"
      title={node.address}
      onClick={() => controller.openSheet({ kind: 'link', address: node.address })}
    >
      {inline(node.children, drawing)}
    </button>
  );
}
