import { settledText, withDoubtMarks } from '../../../shared/lib/answer-text.ts';
import type { Message, Source } from '../../wire.ts';
import type { Child, VNode } from '../dom/jsx-runtime.ts';
import { parseMarkdown, type Block } from '../markdown/blocks.ts';
import type { Inline } from '../markdown/inline.ts';
import { usePanel } from '../tools.ts';
import { CopyButton } from './copy-button.tsx';

type Props = {
  text: string;
  sources: readonly Source[];
  /** The message once it has ended. */
  message?: Message;
  onCite(source: Source, place: number | undefined): void;
};

/**
 * The one way text of a model is drawn, streamed or final. The tree has no picture and no HTML in it (`markdown/`);
 * a link is a button that shows its address first.
 */
export function AnswerText({ text, sources, message, onCite }: Props) {
  const { controller, t } = usePanel();
  let cited = 0;
  const citable = new Set(sources.map(({ number }) => number));
  return (
    <div class="prose" dir="auto">
      {parseMarkdown(message ? withDoubtMarks(text, message.doubts) : settledText(text), citable).map(
        drawBlock,
      )}
    </div>
  );

  function drawBlock(block: Block): VNode {
    switch (block.type) {
      case 'paragraph':
        return <p>{block.children.map(drawInline)}</p>;
      case 'heading': {
        // Under the panel's own headings.
        const Heading = (['h3', 'h4'] as const)[block.level - 1] ?? 'h5';
        return <Heading>{block.children.map(drawInline)}</Heading>;
      }
      case 'quote':
        return <blockquote>{block.children.map(drawBlock)}</blockquote>;
      case 'code':
        return (
          <div class="code">
            <pre tabindex={0}>
              <code>{block.text}</code>
            </pre>
            <CopyButton text={block.text} />
          </div>
        );
      case 'table':
        return (
          <div class="table" tabindex={0} role="group">
            <table>
              <thead>
                <tr>
                  {block.head.map(cell => (
                    <th>{cell.map(drawInline)}</th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {block.rows.map(row => (
                  <tr>
                    {row.map(cell => (
                      <td>{cell.map(drawInline)}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        );
      case 'list': {
        const items = block.items.map(parts => (
          <li>
            {parts.map((each, index) =>
              // An item of one paragraph is a line, not a paragraph in a line.
              index === 0 && each.type === 'paragraph' ? each.children.map(drawInline) : drawBlock(each),
            )}
          </li>
        ));
        const List = block.ordered ? 'ol' : 'ul';
        return <List start={block.ordered && block.start}>{items}</List>;
      }
      case 'rule':
        return <hr />;
    }
  }

  function drawInline(node: Inline): Child {
    switch (node.type) {
      case 'text':
        return node.text;
      case 'code':
        return <code>{node.text}</code>;
      case 'break':
        return <br />;
      case 'abbr':
      case 'strong':
      case 'em':
      case 'del': {
        const Element = node.type;
        // Browsers draw dots under what has a title: words that the sources do not hold.
        return <Element title={Element === 'abbr' && t('unsure')}>{node.children.map(drawInline)}</Element>;
      }
      case 'link':
        // A button, not an anchor: nothing can be followed, prefetched or dragged before a person agreed.
        return (
          <button
            role="link"
            class="link"
            title={node.address}
            onclick={() => controller.openSheet({ kind: 'link', address: node.address })}
          >
            {node.children.map(drawInline)}
          </button>
        );
      case 'citation': {
        const source = sources.find(({ number }) => number === node.number);
        const place = message?.citations[cited++];
        return (
          source !== undefined && (
            <button
              class="citation"
              aria-label={t('sourceNamed', { number: node.number, title: source.title })}
              onclick={() => onCite(source, place)}
            >
              {node.number}
            </button>
          )
        );
      }
    }
  }
}
