import { LockoutsCard } from './lockouts-card.tsx';
import { PeopleSafetyCard } from './people-safety-card.tsx';
import { SecretsCard } from './secrets-card.tsx';
import { SigningKeyCard } from './signing-key-card.tsx';

/** What keeps this installation closed to others, for those who administer it. */
export function SecuritySection() {
  return (
    <>
      <PeopleSafetyCard />
      <LockoutsCard />
      <SecretsCard />
      <SigningKeyCard />
    </>
  );
}
