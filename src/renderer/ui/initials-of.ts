/** Two letters for a name: « Mairie de Saint-Aubin » → MD. */
export function initialsOf(name: string): string {
  return name
    .split(/\s+/)
    .filter(word => /[\p{Letter}\p{Number}]/u.test(word))
    .slice(0, 2)
    .map(word => [...word].find(character => /[\p{Letter}\p{Number}]/u.test(character)) ?? '')
    .join('')
    .toUpperCase();
}
