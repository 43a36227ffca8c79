export {
  createAuthority,
  describeCertificate,
  isLocalName,
  issueCertificate,
  type CertificatePair,
} from './authority.ts';
