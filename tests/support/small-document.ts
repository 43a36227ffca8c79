/** The few things of a document that the widget's drawing uses, in as few lines as that takes. */

class SmallNode {
  parent: SmallElement | null = null;
  data = '';

  get nextSibling(): SmallNode | null {
    const siblings = this.parent?.children ?? [];
    return siblings[siblings.indexOf(this) + 1] ?? null;
  }

  remove(): void {
    const siblings = this.parent?.children ?? [];
    if (siblings.includes(this)) siblings.splice(siblings.indexOf(this), 1);
    this.parent = null;
  }

  replaceWith(other: SmallNode): void {
    this.parent?.insertBefore(other, this);
    this.remove();
  }

  get html(): string {
    return this.data;
  }
}

export class SmallElement extends SmallNode {
  readonly name: string;
  readonly children: SmallNode[] = [];
  readonly attributes = new Map<string, string>();
  /** How often something was put in: what stays must not be moved. */
  moves = 0;

  constructor(name: string) {
    super();
    this.name = name;
  }

  get firstChild(): SmallNode | null {
    return this.children[0] ?? null;
  }

  append(node: SmallNode): void {
    this.insertBefore(node, null);
  }

  insertBefore(node: SmallNode, before: SmallNode | null): void {
    node.remove();
    this.children.splice(before === null ? this.children.length : this.children.indexOf(before), 0, node);
    node.parent = this;
    this.moves += 1;
  }

  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value);
  }

  removeAttribute(name: string): void {
    this.attributes.delete(name);
  }

  override get html(): string {
    const attributes = [...this.attributes].map(([name, value]) => ` ${name}="${value}"`).join('');
    return `<${this.name}${attributes}>${this.children.map(({ html }) => html).join('')}</${this.name}>`;
  }
}

/** For `vi.stubGlobal('document', …)`. */
export const smallDocument = {
  createElement: (name: string) => new SmallElement(name),
  createElementNS: (_space: string, name: string) => new SmallElement(name),
  createTextNode: (data: string) => Object.assign(new SmallNode(), { data }),
};
