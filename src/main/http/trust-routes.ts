import type { FastifyInstance } from 'fastify';
import { FoyerError } from '#shared/errors.ts';
import type { App } from '#main/app/ports.ts';

export const AUTHORITY_PATH = '/ca.crt';
export const TRUST_PATH = '/trust';

/** The authority's certificate, and how to make a device trust it. */
export function addTrustRoutes(server: FastifyInstance, app: App): void {
  server.get(AUTHORITY_PATH, async (_request, reply) => {
    const pem = app.network.authorityPem();
    if (pem === null) throw new FoyerError('resource.not_found', 'No authority was generated here');
    return await reply
      .type('application/x-x509-ca-cert')
      .header('content-disposition', 'attachment; filename="foyer-ca.crt"')
      .header('cache-control', 'no-cache')
      .send(pem);
  });
  server.get(TRUST_PATH, async (_request, reply) => {
    if (app.network.authorityPem() === null) {
      throw new FoyerError('resource.not_found', 'No authority was generated here');
    }
    return await reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      // No sandbox: it would keep the browser from saving the certificate.
      .header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
      .send(trustPage);
  });
}

const trustPage = `<!doctype html><html lang="fr"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Faire confiance à Foyer</title>
<h1>Faire confiance à ce Foyer</h1>
<p><a href=".${AUTHORITY_PATH}">Télécharger le certificat</a> et comparer son empreinte avec celle affichée dans Foyer, Réglages, Réseau. Il ne vaut que pour des adresses du réseau local.</p>
<ul>
<li>Windows : ouvrir le fichier, « Installer un certificat », « Autorités de certification racines de confiance ».</li>
<li>macOS : ouvrir le fichier, puis dans Trousseaux d’accès choisir « Toujours approuver ».</li>
<li>iPhone, iPad : ouvrir le fichier, Réglages, Profil téléchargé, installer ; puis Général, Informations, Réglages des certificats, activer.</li>
<li>Android : Paramètres, Sécurité, Chiffrement et identifiants, Installer un certificat, Certificat CA.</li>
<li>Firefox : Paramètres, Certificats, Afficher, Autorités, Importer.</li>
<li>Linux : copier dans <code>/usr/local/share/ca-certificates/</code>, puis <code>sudo update-ca-certificates</code>.</li>
</ul>
<section lang="en"><h1>Trusting this Foyer</h1>
<p><a href=".${AUTHORITY_PATH}">Download the certificate</a> and compare its fingerprint with the one shown in Foyer, Settings, Network. It vouches for addresses of the local network only.</p>
<ul>
<li>Windows: open the file, “Install certificate”, “Trusted Root Certification Authorities”.</li>
<li>macOS: open the file, then choose “Always Trust” in Keychain Access.</li>
<li>iPhone, iPad: open the file, Settings, Profile Downloaded, install; then General, About, Certificate Trust Settings, switch it on.</li>
<li>Android: Settings, Security, Encryption and credentials, Install a certificate, CA certificate.</li>
<li>Firefox: Settings, Certificates, View, Authorities, Import.</li>
<li>Linux: copy it into <code>/usr/local/share/ca-certificates/</code>, then <code>sudo update-ca-certificates</code>.</li>
</ul></section></html>`;
