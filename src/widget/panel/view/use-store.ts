import { useEffect, useState } from '../dom/hooks.ts';
import type { Store } from '../state/store.ts';

/** The state of a store, drawn again at most once a frame: an answer streams in more pieces than a screen shows. */
export function useStore<State>(store: Store<State>): State {
  const [state, setState] = useState(store.get());
  useEffect(() => {
    let frame = 0;
    const draw = (): void => {
      frame = 0;
      setState(store.get());
    };
    // A page in the background draws no frames, but must not hold old words when it comes back.
    return store.subscribe(() => {
      if (document.hidden) draw();
      else frame ||= requestAnimationFrame(draw);
    });
  }, []);
  return state;
}
