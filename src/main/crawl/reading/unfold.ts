import { attribute, isElement, isHidden } from '#main/ingest/formats/html-tree.ts';
import type { HtmlElement, HtmlNode } from '#main/ingest/formats/html-tree.ts';
import {
  detach,
  eachElement,
  elementsBelow,
  isHeading,
  isWithin,
  lineOf,
  namesOf,
  parentOf,
  prependText,
} from './page-tree.ts';
import { FOLDED_NAMES } from './page-words.ts';

const NEVER_CONTENT = new Set(
  'script style noscript template svg iframe object embed canvas audio video map datalist dialog link meta'.split(
    ' ',
  ),
);
const CONTROLS = new Set(['button', 'input', 'select', 'textarea', 'optgroup', 'option', 'progress']);
const HIDING_NAMES = new Set(['d-none', 'hidden', 'is-hidden', 'u-hidden']);
/** Hidden on small screens alone. */
const SHOWN_ON_LARGE = /^(?:(?:sm|md|lg|xl|2xl):(?!hidden)|d-(?:sm|md|lg|xl|xxl)-(?!none))/u;
const HIDDEN_ATTRIBUTES = new Set(['hidden', 'aria-hidden', 'style']);
const LONGEST_LABEL = 200;

/** By the `id` of what opens and closes: what stands on its control. */
type Controls = ReadonlyMap<string, HtmlElement>;

function isControl(element: HtmlElement): boolean {
  return (
    attribute(element, 'role') === 'tab' ||
    attribute(element, 'aria-expanded') !== null ||
    attribute(element, 'aria-controls') !== null ||
    /^(?:tab|collapse|pill)$/u.test(
      attribute(element, 'data-bs-toggle') ?? attribute(element, 'data-toggle') ?? '',
    )
  );
}

function controlsIn(document: HtmlNode): Controls {
  const controls = new Map<string, HtmlElement>();
  for (const element of elementsBelow(document, isControl)) {
    const targets = [
      attribute(element, 'aria-controls'),
      attribute(element, 'data-bs-target'),
      attribute(element, 'data-target'),
      attribute(element, 'href'),
    ];
    for (const target of targets) {
      const id = target?.replace(/^#/u, '') ?? '';
      if (id !== '' && !controls.has(id)) controls.set(id, element);
    }
    const own = attribute(element, 'id');
    // `aria-labelledby` leads from what is shown to its control.
    if (own !== null) controls.set(`label ${own}`, element);
  }
  return controls;
}

/** Tabs and panels that name each other in no way stand in the same order. */
function controlByOrder(panel: HtmlElement): HtmlElement | null {
  const box = parentOf(panel);
  const around = box === null ? null : parentOf(box);
  if (box === null || around === null) return null;
  const panels = box.childNodes.filter(node => isElement(node) && attribute(node, 'role') === 'tabpanel');
  const tabs = elementsBelow(around, element => attribute(element, 'role') === 'tab');
  return tabs.length === panels.length ? (tabs[panels.indexOf(panel)] ?? null) : null;
}

function controlOf(element: HtmlElement, controls: Controls): HtmlElement | null {
  const id = attribute(element, 'id');
  const label = attribute(element, 'aria-labelledby');
  return (
    (id === null ? undefined : controls.get(id)) ??
    (label === null ? undefined : controls.get(`label ${label}`)) ??
    null
  );
}

function isHiddenAtFirst(element: HtmlElement): boolean {
  if (isHidden(element)) return true;
  const names = namesOf(element);
  return names.some(name => HIDING_NAMES.has(name)) && !names.some(name => SHOWN_ON_LARGE.test(name));
}

/** Whether what is hidden opens when it is asked for, so that it is content all the same. */
function isFolded(element: HtmlElement, controls: Controls): boolean {
  return (
    attribute(element, 'role') === 'tabpanel' ||
    attribute(element, 'hidden') === 'until-found' ||
    controlOf(element, controls) !== null ||
    namesOf(element).some(name => FOLDED_NAMES.test(name)) ||
    isWithin(element, above => namesOf(above).some(name => /accordion|faq|tab-content/iu.test(name)))
  );
}

function rename(element: HtmlElement, tagName: string): void {
  element.tagName = tagName;
  element.nodeName = tagName;
}

/**
 * Opens what a page keeps folded (tabs, accordions, `<details>`), so that it stands under the words of its control, and
 * takes away what no reader sees: programs, controls, what is hidden for good.
 */
export function unfold(document: HtmlNode): void {
  const controls = controlsIn(document);
  const labelled = new Set<HtmlElement>();
  let level = 1;
  eachElement(document, element => {
    if (NEVER_CONTENT.has(element.tagName)) {
      detach(element);
      return false;
    }
    if (isHiddenAtFirst(element) && !CONTROLS.has(element.tagName)) {
      if (!isFolded(element, controls)) {
        detach(element);
        return false;
      }
      element.attrs = element.attrs.filter(({ name }) => !HIDDEN_ATTRIBUTES.has(name));
    }
    if (isHeading(element)) level = Number(element.tagName.charAt(1));
    const below = `h${Math.min(6, level + 1)}`;
    if (element.tagName === 'summary') rename(element, below);
    else if (element.tagName === 'button' && isControl(element) && attribute(element, 'role') !== 'tab') {
      const isOpener = attribute(element, 'aria-haspopup') === null && lineOf(element) !== '';
      // The words of an accordion are those of its control.
      if (isOpener) rename(element, isWithin(element, isHeading) ? 'span' : below);
    }
    const isPanel =
      attribute(element, 'role') === 'tabpanel' ||
      namesOf(element).some(name => /^tab-?(?:pane|panel)$/iu.test(name));
    const control = isPanel ? (controlOf(element, controls) ?? controlByOrder(element)) : null;
    if (control !== null) {
      const label = lineOf(control);
      const first = elementsBelow(element, isHeading)[0];
      const isSaid = first !== undefined && lineOf(first).toLowerCase() === label.toLowerCase();
      if (label !== '' && label.length <= LONGEST_LABEL && !isSaid) prependText(element, below, label);
      labelled.add(control);
    }
    return true;
  });
  for (const control of labelled) detach(control);
  for (const list of elementsBelow(document, element => attribute(element, 'role') === 'tablist'))
    if (lineOf(list).length < LONGEST_LABEL) detach(list);
  detachLabels(document);
  const isActed = (element: HtmlElement): boolean =>
    CONTROLS.has(element.tagName) || (attribute(element, 'role') === 'button' && !isControl(element));
  for (const control of elementsBelow(document, isActed)) detach(control);
}

/** Takes away what asks for something to fill in: by its `for`, around its control, or beside it. */
function detachLabels(document: HtmlNode): void {
  const isFilled = ({ tagName }: HtmlElement): boolean => CONTROLS.has(tagName);
  const filled = new Set(elementsBelow(document, isFilled).map(element => attribute(element, 'id')));
  for (const label of elementsBelow(document, ({ tagName }) => tagName === 'label')) {
    const id = attribute(label, 'for');
    const beside = parentOf(label)?.childNodes ?? [];
    const isOfControl =
      (id !== null && filled.has(id)) ||
      elementsBelow(label, isFilled).length > 0 ||
      beside.some(node => isElement(node) && isFilled(node));
    if (isOfControl) detach(label);
  }
}
