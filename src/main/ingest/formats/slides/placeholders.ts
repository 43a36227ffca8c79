import type { Part, Parts } from '../word/parts.ts';
import { child, descend, elementsOf } from '../word/xml.ts';
import type { XmlElement } from '../word/xml.ts';
import type { ListStyles } from './drawn-text.ts';
import type { Place } from './reading-order.ts';

/** What a slide fills in of its layout. */
export type Placeholder = { type: string; index: string | null };

export type Inherited = {
  /** Where a placeholder stands that says nothing of it itself. */
  placeOf(placeholder: Placeholder): Place | null;
  stylesOf(placeholder: Placeholder): ListStyles;
  /** The layout and the master whose own shapes the slide shows, the nearest first. */
  shownBehind: readonly Part[];
};

/** Which placeholder of a master the others are made after. */
const MASTER_TYPE: Record<string, string> = {
  ctrTitle: 'title',
  dt: 'dt',
  ftr: 'ftr',
  sldNum: 'sldNum',
  title: 'title',
};

/** The shapes of a slide, layout, master or page of notes. */
export function shapesOf({ xml }: Part): XmlElement[] {
  const tree = descend(xml, 'p:cSld', 'p:spTree');
  return tree === undefined ? [] : elementsOf(tree);
}

/** The `p:cNvPr` and `p:nvPr` of a shape, whatever its kind. */
export function nonVisual(shape: XmlElement, name: 'p:cNvPr' | 'p:nvPr'): XmlElement | undefined {
  const holder = elementsOf(shape).find(element => /^p:nv\w+Pr$/u.test(element.name));
  return child(holder, name);
}

export function placeholderOf(shape: XmlElement): Placeholder | null {
  const found = child(nonVisual(shape, 'p:nvPr'), 'p:ph');
  if (found === undefined) return null;
  return { type: found.attributes['type'] ?? 'obj', index: found.attributes['idx'] ?? null };
}

/** Where a shape says that it stands. */
export function ownPlace(shape: XmlElement): Place | null {
  const transform =
    descend(shape, 'p:spPr', 'a:xfrm') ?? descend(shape, 'p:grpSpPr', 'a:xfrm') ?? child(shape, 'p:xfrm');
  const offset = child(transform, 'a:off')?.attributes;
  const size = child(transform, 'a:ext')?.attributes;
  const [left, top] = [Number(offset?.['x']), Number(offset?.['y'])];
  const [width, height] = [Number(size?.['cx']) || 0, Number(size?.['cy']) || 0];
  if (Number.isNaN(left) || Number.isNaN(top) || (width === 0 && height === 0)) return null;
  return { left, top, width, height };
}

function fillerIn(part: Part | null, accepts: (placeholder: Placeholder) => boolean): XmlElement | undefined {
  return (part === null ? [] : shapesOf(part)).find(shape => {
    const placeholder = placeholderOf(shape);
    return placeholder !== null && accepts(placeholder);
  });
}

function related(parts: Parts, owner: Part | null, kind: string): Part | null {
  const relation = owner?.relations.find(candidate => candidate.kind === kind);
  return owner === null || relation === undefined ? null : parts.related(owner, relation.id);
}

/** Layouts and masters are read once, however many slides have them. */
export function createInheritance(parts: Parts): (slide: Part) => Inherited {
  const known = new Map<string, Inherited>();

  const inheritedFrom = (layout: Part | null): Inherited => {
    const master = related(parts, layout, 'slideMaster');
    const inLayout = ({ type, index }: Placeholder): XmlElement | undefined =>
      fillerIn(layout, other => index !== null && other.index === index) ??
      fillerIn(layout, other => other.type === type);
    const inMaster = ({ type }: Placeholder): XmlElement | undefined =>
      fillerIn(master, other => other.type === (MASTER_TYPE[type] ?? 'body'));
    const showsMaster = layout?.xml.attributes['showMasterSp'] !== '0';
    const behind = showsMaster ? [layout, master] : [layout];
    return {
      placeOf(placeholder) {
        const shapes = [inLayout(placeholder), inMaster(placeholder)];
        const places = shapes.map(shape => (shape === undefined ? null : ownPlace(shape)));
        return places.find(place => place !== null) ?? null;
      },
      stylesOf(placeholder) {
        const written = child(master?.xml, 'p:txStyles');
        const isTitle = MASTER_TYPE[placeholder.type] === 'title';
        const sources = [
          descend(inLayout(placeholder), 'p:txBody', 'a:lstStyle'),
          descend(inMaster(placeholder), 'p:txBody', 'a:lstStyle'),
          child(written, isTitle ? 'p:titleStyle' : 'p:bodyStyle'),
        ];
        return sources.filter(source => source !== undefined);
      },
      shownBehind: behind.filter(part => part !== null),
    };
  };

  return slide => {
    const relation = slide.relations.find(({ kind }) => kind === 'slideLayout');
    const key = relation?.target ?? '';
    const inherited = known.get(key) ?? inheritedFrom(related(parts, slide, 'slideLayout'));
    known.set(key, inherited);
    return slide.xml.attributes['showMasterSp'] === '0' ? { ...inherited, shownBehind: [] } : inherited;
  };
}
