import { SecretsCard } from './secrets-card.tsx';

/** How Foyer is kept safe. */
export function SecuritySection() {
  return <SecretsCard />;
}
