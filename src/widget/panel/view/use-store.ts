import { useEffect, useState } from 'preact/hooks';
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
    const unsubscribe = store.subscribe(() => {
      // A page in the background draws no frames, but must not hold old words when it comes back.
      if (document.visibilityState === 'hidden') draw();
      else frame ||= requestAnimationFrame(draw);
    });
    draw();
    return () => {
      unsubscribe();
      cancelAnimationFrame(frame);
    };
  }, [store]);
  return state;
}
