export type Store<State> = {
  get(): State;
  /** Lays `change` over the state and tells those who listen. */
  set(change: Partial<State>): void;
  subscribe(listener: () => void): () => void;
};

export function createStore<State>(first: State): Store<State> {
  let state = first;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    set(change) {
      state = { ...state, ...change };
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
