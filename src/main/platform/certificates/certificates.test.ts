import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createAuthority, describeCertificate, isLocalName, issueCertificate } from './index.ts';

const now = new Date('2026-11-25T08:00:00Z');

describe('the generated authority', () => {
  it('signs certificates for local names, which browsers accept for a year at most', async () => {
    const authority = await createAuthority('Foyer, essai', now);
    const pair = await issueCertificate(
      authority,
      ['foyer.local', 'localhost', '192.168.1.20', 'fe80::1'],
      now,
    );
    const issuer = new X509Certificate(authority.certificate);
    const certificate = new X509Certificate(pair.certificate);
    expect(issuer.ca).toBe(true);
    expect(certificate.ca).toBe(false);
    expect(certificate.verify(issuer.publicKey)).toBe(true);
    expect(certificate.checkIssued(issuer)).toBe(true);
    expect(certificate.checkHost('foyer.local')).toBe('foyer.local');
    expect(certificate.checkIP('192.168.1.20')).toBe('192.168.1.20');
    const days = (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / 86_400_000;
    expect(days).toBeLessThanOrEqual(398);
  });

  it('is described as a person needs it', async () => {
    const authority = await createAuthority('Foyer, essai', now);
    expect(describeCertificate(authority.certificate)).toMatchObject({
      subject: 'Foyer, essai',
      expiresAt: '2036-11-22T08:00:00.000Z',
    });
    expect(describeCertificate(authority.certificate).fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  });

  it('vouches for nothing of the world', () => {
    expect(
      ['foyer.local', 'pc.lan', 'localhost', '10.0.0.5', '169.254.3.3', 'fd00::1', '::1'].every(isLocalName),
    ).toBe(true);
    expect(
      ['example.org', 'local.example.org', '8.8.8.8', '100.64.0.1', '2001:4860::1'].some(isLocalName),
    ).toBe(false);
  });
});
