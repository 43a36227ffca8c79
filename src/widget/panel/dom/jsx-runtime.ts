/**
 * What JSX becomes here. The whole panel may weigh 30 kB and Preact alone is 5.7 of them, so that elements are drawn
 * by the few functions of this folder. Attributes are written as in HTML (`class`, `for`, `tabindex`), events as the
 * properties of an element (`onclick`).
 */
export type Key = string | number;

export type VNode = {
  type: string | Component;
  props: Props;
  key: Key | undefined;
};

/** Nothing (null, false), words, an element, or several. */
export type Child = VNode | string | number | boolean | null | undefined | readonly Child[];

/** Draws itself as one element or as nothing. */
export type Component<Given = never> = (props: Given) => VNode | null;

export type Props = Readonly<Record<string, unknown>> & { children?: Child };

export function jsx(type: string | Component, props: Props, key?: Key): VNode {
  return { type, props, key };
}

export { jsx as jsxs };

type Events<Target> = {
  [Name in keyof HTMLElementEventMap as `on${Name}`]?:
    ((event: HTMLElementEventMap[Name] & { currentTarget: Target }) => void) | undefined;
};

type Attribute = string | number | boolean | null | undefined;

type Attributes<Target> = Events<Target> & {
  [name: `aria-${string}` | `data-${string}`]: Attribute;
  key?: Key;
  ref?: { current: Target | null } | ((element: Target) => void) | undefined;
  children?: Child;
} & {
  [
    Name in
      | 'accept'
      | 'alt'
      | 'autocomplete'
      | 'checked'
      | 'class'
      | 'd'
      | 'datetime'
      | 'dir'
      | 'disabled'
      | 'enterkeyhint'
      | 'for'
      | 'height'
      | 'hidden'
      | 'href'
      | 'id'
      | 'maxlength'
      | 'multiple'
      | 'name'
      | 'novalidate'
      | 'placeholder'
      | 'rel'
      | 'required'
      | 'role'
      | 'rows'
      | 'scope'
      | 'src'
      | 'start'
      | 'tabindex'
      | 'target'
      | 'title'
      | 'type'
      | 'value'
      | 'viewBox'
      | 'width'
  ]?: Attribute;
};

// eslint-disable-next-line typescript/no-namespace -- the compiler looks for the types of JSX under this name
export declare namespace JSX {
  type Element = VNode;
  type ElementType = string | Component;
  type ElementChildrenAttribute = { children: Child };
  type IntrinsicAttributes = { key?: Key };
  type IntrinsicElements = {
    [Name in keyof HTMLElementTagNameMap]: Attributes<HTMLElementTagNameMap[Name]>;
  } & { svg: Attributes<SVGElement>; path: Attributes<SVGElement> };
}
