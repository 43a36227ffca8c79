import { child, elementsOf, textOf } from './xml.ts';
import type { XmlElement } from './xml.ts';

const MAX_DEPTH = 60;

/** Parentheses only where the text is more than one sign. */
function group(text: string): string {
  return /^[\p{L}\p{N}.,]*$/u.test(text) ? text : `(${text})`;
}

function property(element: XmlElement, properties: string, name: string): string | null {
  return child(child(element, properties), name)?.attributes['m:val'] ?? null;
}

/** A formula in one line: `(a+b)/2`, `x^2`, `√(x)`, `∑_(i=1)^n i`. */
function linear(node: XmlElement, depth: number): string {
  if (depth > MAX_DEPTH) return '';
  const inner = (parent: XmlElement): string =>
    elementsOf(parent)
      .map(element => linear(element, depth + 1))
      .join('');
  const part = (name: string): string => {
    const found = child(node, name);
    return found === undefined ? '' : inner(found);
  };
  switch (node.name) {
    case 'm:t':
    case 'w:t':
      return textOf(node);
    case 'w:del':
      return '';
    case 'm:f':
      // Without a bar it is a binomial.
      return property(node, 'm:fPr', 'm:type') === 'noBar'
        ? `${part('m:num')} ${part('m:den')}`
        : `${group(part('m:num'))}/${group(part('m:den'))}`;
    case 'm:sSup':
      return `${part('m:e')}^${group(part('m:sup'))}`;
    case 'm:sSub':
      return `${part('m:e')}_${group(part('m:sub'))}`;
    case 'm:sSubSup':
      return `${part('m:e')}_${group(part('m:sub'))}^${group(part('m:sup'))}`;
    case 'm:limLow':
      return `${part('m:e')}_${group(part('m:lim'))} `;
    case 'm:limUpp':
      return `${part('m:e')}^${group(part('m:lim'))} `;
    case 'm:func':
      return `${part('m:fName').trim()} ${part('m:e')}`;
    case 'm:rad': {
      const degree = part('m:deg');
      return `${degree === '' ? '√' : `${degree}√`}(${part('m:e')})`;
    }
    case 'm:nary': {
      const sign = property(node, 'm:naryPr', 'm:chr') ?? '∫';
      const [below, above] = [part('m:sub'), part('m:sup')];
      return `${sign}${below === '' ? '' : `_${group(below)}`}${above === '' ? '' : `^${group(above)}`} ${part('m:e')}`;
    }
    case 'm:d': {
      const open = property(node, 'm:dPr', 'm:begChr') ?? '(';
      const close = property(node, 'm:dPr', 'm:endChr') ?? ')';
      const between = elementsOf(node)
        .filter(({ name }) => name === 'm:e')
        .map(inner);
      return `${open}${between.join('|')}${close}`;
    }
    case 'm:mr':
      return `${elementsOf(node).map(inner).join(' ')}; `;
    default:
      return inner(node);
  }
}

/** Text of an Office equation (OMML) in one line. */
export function equationText(equation: XmlElement): string {
  return linear(equation, 0).replace(/\s+/gu, ' ').trim();
}
