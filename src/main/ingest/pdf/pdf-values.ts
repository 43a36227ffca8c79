/** Reading of what the library hands over without a type. */

export function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

export function textProperty(value: unknown, name: string): string {
  const found = property(value, name);
  return typeof found === 'string' ? found : '';
}

/** A list of texts; one text is a list of itself. */
export function textsProperty(value: unknown, name: string): string[] {
  const found = property(value, name);
  if (typeof found === 'string') return [found];
  return Array.isArray(found) ? found.filter((entry: unknown) => typeof entry === 'string') : [];
}

/** A list of numbers, of an array or an array-like object; null when it is neither. */
export function numbersOf(value: unknown, length: number): number[] | null {
  if (typeof value !== 'object' || value === null) return null;
  const numbers = Array.from({ length }, (_, index) => Number(Reflect.get(value, index)));
  return numbers.some(Number.isNaN) ? null : numbers;
}
