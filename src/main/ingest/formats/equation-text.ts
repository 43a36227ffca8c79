import { parseFragment } from 'parse5';
import { attribute, childrenOf, isElement } from './html-tree.ts';
import type { HtmlElement, HtmlNode } from './html-tree.ts';

const MAX_DEPTH = 60;

function named(element: HtmlElement, name: string): HtmlElement | undefined {
  return childrenOf(element).find(
    (child): child is HtmlElement => isElement(child) && child.tagName === name,
  );
}

/** Parentheses only where the text is more than one sign. */
function group(text: string): string {
  return /^[\p{L}\p{N}.,]*$/u.test(text) ? text : `(${text})`;
}

function property(element: HtmlElement, properties: string, name: string): string | null {
  const found = named(element, properties);
  const value = found === undefined ? undefined : named(found, name);
  return value === undefined ? null : attribute(value, 'm:val');
}

/** A formula in one line: `(a+b)/2`, `x^2`, `√(x)`, `∑_(i=1)^n i`. */
function linear(node: HtmlNode, depth: number): string {
  if (depth > MAX_DEPTH) return '';
  const inner = (parent: HtmlNode): string =>
    childrenOf(parent)
      .map(child => linear(child, depth + 1))
      .join('');
  if (!isElement(node)) return '';
  const part = (name: string): string => {
    const found = named(node, name);
    return found === undefined ? '' : inner(found);
  };
  switch (node.tagName) {
    case 'm:t':
    case 'w:t':
      return childrenOf(node)
        .map(child => ('value' in child ? child.value : ''))
        .join('');
    case 'm:f':
      // Without a bar it is a binomial.
      return property(node, 'm:fpr', 'm:type') === 'noBar'
        ? `${part('m:num')} ${part('m:den')}`
        : `${group(part('m:num'))}/${group(part('m:den'))}`;
    case 'm:ssup':
      return `${part('m:e')}^${group(part('m:sup'))}`;
    case 'm:ssub':
      return `${part('m:e')}_${group(part('m:sub'))}`;
    case 'm:ssubsup':
      return `${part('m:e')}_${group(part('m:sub'))}^${group(part('m:sup'))}`;
    case 'm:limlow':
      return `${part('m:e')}_${group(part('m:lim'))} `;
    case 'm:limupp':
      return `${part('m:e')}^${group(part('m:lim'))} `;
    case 'm:func':
      return `${part('m:fname').trim()} ${part('m:e')}`;
    case 'm:rad': {
      const degree = part('m:deg');
      return `${degree === '' ? '√' : `${degree}√`}(${part('m:e')})`;
    }
    case 'm:nary': {
      const sign = property(node, 'm:narypr', 'm:chr') ?? '∫';
      const [below, above] = [part('m:sub'), part('m:sup')];
      return `${sign}${below === '' ? '' : `_${group(below)}`}${above === '' ? '' : `^${group(above)}`} ${part('m:e')}`;
    }
    case 'm:d': {
      const open = property(node, 'm:dpr', 'm:begchr') ?? '(';
      const close = property(node, 'm:dpr', 'm:endchr') ?? ')';
      const between = childrenOf(node)
        .filter(child => isElement(child) && child.tagName === 'm:e')
        .map(child => inner(child));
      return `${open}${between.join('|')}${close}`;
    }
    case 'm:mr':
      return `${childrenOf(node)
        .filter(isElement)
        .map(child => inner(child))
        .join(' ')}; `;
    default:
      return inner(node);
  }
}

/** Text of an Office equation (OMML) in one line. Its XML is read as HTML once empty elements are closed. */
export function equationText(xml: string): string {
  const closed = xml.replace(/<([\w:]+)((?:\s[^<>]*?)?)\/>/gu, '<$1$2></$1>');
  const text = childrenOf(parseFragment(closed))
    .map(child => linear(child, 0))
    .join('');
  return text.replace(/\s+/gu, ' ').trim();
}
