import { elementsOf, isElement } from '../word/xml.ts';
import type { XmlElement } from '../word/xml.ts';

/** Parentheses only where the text is more than one sign. */
function group(text: string): string {
  return /^[\p{L}\p{N}.,]*$/u.test(text) ? text : `(${text})`;
}

/** A formula (MathML) in one line: `(a+b)/2`, `x^2`, `√(x)`. */
export function mathText(node: XmlElement): string {
  const name = node.name.replace(/^.*:/u, '');
  const parts = (): string[] => elementsOf(node).map(mathText);
  const [first = '', second = '', third = ''] = /^(?:m(?:sup|sub|subsup|frac|over|under|root))$/u.test(name)
    ? parts()
    : [];
  switch (name) {
    case 'annotation':
    case 'annotation-xml':
      return '';
    case 'msup':
    case 'mover':
      return `${first}^${group(second)}`;
    case 'msub':
    case 'munder':
      return `${first}_${group(second)}`;
    case 'msubsup':
      return `${first}_${group(second)}^${group(third)}`;
    case 'mfrac':
      return `${group(first)}/${group(second)}`;
    case 'msqrt':
      return `√(${parts().join('')})`;
    case 'mroot':
      return `${second}√(${first})`;
    case 'mtr':
      return `${parts().join(' ')}; `;
    default:
      return node.children.map(inner => (isElement(inner) ? mathText(inner) : inner.trim())).join('');
  }
}
