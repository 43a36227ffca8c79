import { describe, expect, it } from 'vitest';
import { isFoyerError } from '#shared/errors.ts';
import { checkPassword } from './passwords.ts';

const owner = { email: 'claire.levallois@atelier-nord.fr', fullName: 'Claire Lévallois-Roux' };

async function verdict(password: string): Promise<string> {
  try {
    await checkPassword(password, owner);
    return 'accepted';
  } catch (error) {
    return isFoyerError(error) ? error.code : String(error);
  }
}

describe('a password', () => {
  it.each(['court', '123456789', 'é'.repeat(9), '👍'.repeat(9)])(
    'of too few characters is refused: %s',
    async it => {
      expect(await verdict(it)).toBe('auth.password_too_short');
    },
  );

  it.each([
    '1234567890',
    'azertyuiop',
    'AzertyUiop',
    'qwertyuiop',
    'Password123',
    'motdepasse',
    'mot de passe',
    'Motdepasse2026',
    'M0tDeP@sse!',
    'password2026',
    'P@ssw0rd2024',
    'aaaaaaaaaaaa',
    'abababababab',
    '121212121212',
    'abcdefghijkl',
    '0987654321',
  ])('that everyone tries is refused: %s', async it => {
    expect(await verdict(it)).toBe('auth.password_common');
  });

  it.each([
    'Claire Levallois',
    'clairelevallois2026',
    'LEVALLOIS-ROUX!',
    'claire.levallois@atelier-nord.fr',
    'ateliernord1',
    'Claire123456789',
    'foyerfoyer',
    'Foyer-2026!',
    'foyer-claire-foyer',
  ])('made of the person’s own name or address, or the product’s, is refused: %s', async it => {
    expect(await verdict(it)).toBe('auth.password_common');
  });

  it.each([
    'une phrase que personne ne devine',
    'claire aime les tartes aux mirabelles',
    'le foyer de ma grand-mère',
    'tournevis ardoise 48',
    'correct horse battery staple',
    'xK9#vQ2!mB7z',
  ])('that is long and rare is accepted, without rules on its characters: %s', async it => {
    expect(await verdict(it)).toBe('accepted');
  });
});
