export const helpSources = {
  title: 'Des sources qui restent à jour',
  summary:
    'Suivre un dossier, un site, un flux ou une boîte aux lettres, accepter ce qui change, comprendre ce qui échoue.',
  body: `Une source est un dossier, un site, un flux ou une boîte aux lettres que Foyer parcourt de lui-même : ce qui est nouveau ou modifié devient un document, sans que vous ayez à le déposer.

## Ajouter une source

1. Ouvrez **Sources**, puis **Ajouter une source**.
2. Choisissez le dossier et les chatbots qui s’en servent. Le reste a de bons réglages d’avance.
3. Foyer regarde d’abord, **sans rien ajouter**, et montre ce qu’il a trouvé. **Tout accepter** lance la lecture ; vous pouvez aussi choisir, ou refuser.

Un dossier s’ajoute dans la fenêtre de Foyer, sur l’ordinateur où il est installé, ou par la commande \`foyer source add\` : il donne accès aux fichiers de cette machine.

## Un site

- Les réglages montrent, pendant que vous les écrivez, quelles adresses seront lues, lesquelles seront laissées de côté, et à cause de quelle règle.
- Un site qui demande de s’identifier se lit avec un **cookie**, ou avec un nom et un mot de passe. Foyer les garde chiffrés, ne les montre plus à personne et ne les envoie qu’à ce site.
- Quand cette identification n’est plus acceptée, la source le dit, et rien n’est retiré.

## Un flux

- Indiquez l’adresse d’un flux (RSS, Atom, JSON Feed) ou celle d’une page qui l’annonce. Foyer vérifie tout de suite qu’il y a bien un flux.
- Quand le flux ne donne qu’un résumé, Foyer lit la page de l’article ; les réglages permettent de lire toujours le texte du flux, ou toujours la page.
- Un flux ne montre que ses derniers articles : ceux qui en sortent **gardent leur document**. Un article modifié devient une nouvelle version.
- Un flux qui n’a pas changé n’est pas transmis de nouveau.

## Une boîte aux lettres

- Donnez le serveur IMAP, l’identifiant et le mot de passe, puis **Voir les dossiers** pour choisir. Certains services demandent un mot de passe d’application.
- Chaque courriel devient un document, avec ses pièces jointes. Foyer lit seulement : rien n’est marqué comme lu, déplacé ni supprimé.
- Si le serveur a son propre certificat, Foyer montre son empreinte sans rien lui envoyer ; comparez-la avant de l’accepter. Si le serveur en montre un autre plus tard, Foyer s’arrête et le dit.
- Sans chiffrement, le mot de passe peut être lu en chemin : cela n’est permis que sur votre réseau, et après votre accord.
- Un courriel supprimé du serveur suit la même règle qu’un fichier disparu.

## Ensuite

- Les changements d’un dossier sont remarqués en quelques secondes, et au plus tard à l’heure que vous avez choisie.
- Un fichier modifié est relu seul ; la version précédente est mise de côté et peut être restaurée. Un fichier renommé ou déplacé garde son document.
- Les images (photos, scans) sont laissées de côté, sauf si vous cochez **Reconnaître aussi le texte des images** dans les réglages du dossier.
- Un fichier en cours d’écriture attend le passage suivant.
- Ce que vous avez refusé, ou supprimé à la main, ne revient pas de lui-même : **Ajouter quand même**, dans le contenu de la source, le reprend.

## Ce qui disparaît

Rien n’est retiré en silence. Quand un fichier a disparu, la source **attend votre accord** avant de mettre son document de côté. Vous pouvez choisir que cela se fasse tout seul ; si un tiers ou plus disparaît d’un coup, la source attend toujours.

## Les états

- **À jour** : tout est lu.
- **Attend votre accord** : des changements sont à accepter ou à refuser.
- **A beaucoup rétréci** : un tiers ou plus a disparu. Vérifiez avant d’accepter.
- **Ne répond pas** : disque débranché, dossier réseau absent, site en panne. Les documents restent, et Foyer réessaie.
- **En retard** : Foyer était fermé à l’heure prévue. Il rattrape dès que possible.
- **En pause** : rien n’est parcouru.

## Retirer une source

Foyer demande si ses documents restent, comme des documents ordinaires, ou partent avec elle.`,
};
