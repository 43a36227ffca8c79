/** State and effects of components, in the form React made known; only what the panel uses. */

type Value = {
  held?: unknown;
  dependencies?: readonly unknown[] | undefined;
  cleanUp?: (() => void) | undefined;
};

export type Hooks = {
  values: Value[];
  /** Taken out of the document. */
  ended: boolean;
  /** Draws the component again. */
  again(): void;
};

let current: Hooks | null = null;
let at = 0;
/** Components under way while one inside them is drawn. */
const around: [Hooks | null, number][] = [];
let effects: (() => void)[] = [];
const waiting = new Set<Hooks>();

export function beginHooks(hooks: Hooks): void {
  around.push([current, at]);
  [current, at] = [hooks, 0];
}

export function endHooks(): void {
  [current, at] = around.pop() ?? [null, 0];
}

/** Runs the effects of what was just drawn. */
export function runEffects(): void {
  const due = effects;
  effects = [];
  for (const effect of due) effect();
}

function nextValue(): { value: Value; hooks: Hooks } {
  const hooks = current as Hooks; // hooks are called while a component is drawn, and only then
  const value = (hooks.values[at] ??= {});
  at += 1;
  return { value, hooks };
}

/** A value and what changes it; the component is drawn again once, however often it changes at a time. */
export function useState<Held>(first: Held | (() => Held)): [Held, (next: Held) => void] {
  const { value, hooks } = nextValue();
  if (!('held' in value)) value.held = typeof first === 'function' ? (first as () => Held)() : first;
  const set = (next: Held): void => {
    if (value.held === next) return;
    value.held = next;
    if (waiting.size === 0) queueMicrotask(drawWaiting);
    waiting.add(hooks);
  };
  return [value.held as Held, set];
}

function drawWaiting(): void {
  const due = [...waiting];
  waiting.clear();
  for (const hooks of due) hooks.again();
}

export function useRef<Held>(first: Held): { current: Held } {
  const { value } = nextValue();
  value.held ??= { current: first };
  return value.held as { current: Held };
}

/** A value made again only when something it depends on changed. */
export function useMemo<Held>(make: () => Held, dependencies: readonly unknown[]): Held {
  const { value } = nextValue();
  if (changed(value.dependencies, dependencies)) {
    value.held = make();
    value.dependencies = dependencies;
  }
  return value.held as Held;
}

/**
 * Runs after the component stands in the document, and again when something it depends on changed. A function that
 * `effect` returns is called before the next time and before the component leaves.
 */
export function useEffect(effect: () => unknown, dependencies?: readonly unknown[]): void {
  const { value } = nextValue();
  if (dependencies !== undefined && !changed(value.dependencies, dependencies)) return;
  value.dependencies = dependencies;
  effects.push(() => {
    value.cleanUp?.();
    const result = effect();
    value.cleanUp = typeof result === 'function' ? (result as () => void) : undefined;
  });
}

function changed(before: readonly unknown[] | undefined, after: readonly unknown[]): boolean {
  return before === undefined || after.some((each, index) => each !== before[index]);
}
