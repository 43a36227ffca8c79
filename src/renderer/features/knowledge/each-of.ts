const CALLS_AT_ONCE = 4;

/** Runs a call for each, a few at once; one that fails does not stop the others. Throws when all fail. */
export async function eachOf<Item>(
  items: readonly Item[],
  call: (item: Item) => Promise<unknown>,
): Promise<{ done: number; failed: number }> {
  const waiting = [...items];
  const errors: unknown[] = [];
  const work = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      try {
        await call(item);
      } catch (error) {
        errors.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, work));
  if (items.length > 0 && errors.length === items.length) throw errors[0];
  return { done: items.length - errors.length, failed: errors.length };
}
